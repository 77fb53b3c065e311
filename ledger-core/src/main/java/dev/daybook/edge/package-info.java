/**
 * What both HTTP sides share: the server, who is asking, problems, the position headers. Whatever
 * controllers are on the class path are served.
 */
@NullMarked
package dev.daybook.edge;

import org.jspecify.annotations.NullMarked;
