package baijiayuntest

import (
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/vendortest"
)

func accountEndpoints() []endpoint {
	get := posted("Account.GetPartnerKey", "partner/createkey", prints{msg: true}, (*Server).getPartnerKey)
	reset := posted("Account.ResetPartnerKey", "partner/createkey", prints{msg: true}, (*Server).resetPartnerKey)
	reset.match = func(r *vendortest.Request) bool {
		regenerate, err := strconv.Atoi(lastOfEach(r.Form)["regenerate"])
		return err == nil && regenerate == 1
	}
	return []endpoint{get, reset}
}

// account returns a copy of the account, because its key may change.
func (s *Server) account() account {
	var copied account
	s.kit.Do(func() { copied = s.settings.account })
	return copied
}

func isAccount(operation string) bool { return strings.HasPrefix(operation, "Account.") }

// authenticateBySecret authenticates a request by its secret_key. The document's table also demands timestamp and sign, but its example does
// not send them, and without a key they cannot be made. They must be right if they are sent.
func (s *Server) authenticateBySecret(fields, query map[string]string, _ time.Time) *failure {
	common := newParameters(fields)
	partnerID := common.number("partner_id")
	secret := common.text("secret_key")
	common.secondsOr("timestamp", time.Time{})
	if failed := common.failure(); failed != nil {
		return failed
	}
	if partnerID != s.settings.account.partnerID {
		return fail(codeUnknownAccount)
	}
	if given, sent := fields["sign"]; sent && !s.isSigned(given, fields, query) {
		return fail(codeSignature)
	}
	if subtle.ConstantTimeCompare([]byte(secret), []byte(s.settings.account.secretKey)) != 1 {
		return fail(codePermission, "secret_key")
	}
	return nil
}

// getPartnerKey is API 1 获取/重置partner_key without regenerate=1.
func (s *Server) getPartnerKey(c *call) (any, *failure) {
	c.numberBetween("regenerate", 0, 0, 0)
	if failed := c.failure(); failed != nil {
		return nil, failed
	}
	return object{"partner_key": s.settings.account.partnerKey}, nil
}

// resetPartnerKey is API 1 获取/重置partner_key with regenerate=1: the old key becomes invalid.
func (s *Server) resetPartnerKey(*call) (any, *failure) {
	sum := sha512.Sum512([]byte("invented after " + s.settings.account.partnerKey))
	s.settings.account.partnerKey = base64.StdEncoding.EncodeToString(sum[:]) // 88 characters, like the document's
	return object{"partner_key": s.settings.account.partnerKey}, nil
}
