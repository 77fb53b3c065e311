SELECT view, until, since, why, times FROM views.anew
