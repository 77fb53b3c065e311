SELECT current_setting('server_version_num')::int AS version,
       current_setting('fsync') AS fsync,
       current_setting('full_page_writes') AS full_page_writes,
       current_setting('synchronous_commit') AS synchronous_commit,
       pg_is_in_recovery() AS standby,
       current_setting('server_encoding') AS encoding,
       me.rolsuper
         OR CASE WHEN app.oid IS NULL THEN me.rolcreaterole
              ELSE pg_has_role(me.oid, app.oid, 'MEMBER')
                OR (me.rolcreaterole AND current_setting('server_version_num')::int < 160000)
            END AS may_become_application
  FROM pg_roles AS me
  LEFT JOIN pg_roles AS app ON app.rolname = 'daybook_app'
 WHERE me.rolname = current_user
