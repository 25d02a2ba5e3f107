/**
 * ACL for the one user that a listener has: what Redis says of a user who may do everything.
 *
 * <p>Users and passwords are configured in the proxy's own file, so nothing here changes any.
 */
@NullMarked
package dev.ringway.redis.acl;

import org.jspecify.annotations.NullMarked;
