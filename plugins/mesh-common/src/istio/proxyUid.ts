/** The user that traffic of the proxy itself is told by: what it sends is not redirected. */
export const PROXY_UID = 1337;
