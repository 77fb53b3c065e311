package dev.daybook.views;

/** What a rebuild is for, and so when the new tables take the place of the old. */
enum RebuildPurpose {

  /** To see that the ledger says the same: they do where it does. */
  SAME,

  /** To have what the ledger says, whatever was served: they do in any case. */
  REPLACE,

  /**
   * To go over to another version of the view: they do in any case, and the view, which nobody with
   * this version follows meanwhile, goes on from where they stand.
   */
  UPGRADE
}
