CREATE TABLE ${schema}.thing (number integer);
