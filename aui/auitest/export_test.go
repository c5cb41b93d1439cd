package auitest

import "time"

// VerifyToken gives the tests verifyToken, for tokens that the server did not issue.
func VerifyToken(key []byte, token string, now time.Time) bool { return verifyToken(key, token, now) }
