// Package classcloudredis lets a fleet of servers share, through one Redis, what classcloud keeps in memory in a single program: the
// vendors' documented limits ([Limiter]), which callbacks were handled ([Deliveries]), the tokens of AUI's logins ([Sessions]), and what was
// made under which key ([Journal]).
//
// All but the journal go on without Redis: limits are then kept by each server alone, a callback is handled again rather than lost, and each
// server logs in for itself. What failed is told to the function that each of them takes. A journal without Redis makes nothing: that is an error.
//
// A Redis that hangs is waited for as long as the client's timeouts say, by default some 5 seconds, whatever the deadline of a call. With
// ContextTimeoutEnabled of go-redis's Options a call ends at its deadline.
package classcloudredis
