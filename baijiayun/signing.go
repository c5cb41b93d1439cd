package baijiayun

import (
	"crypto/md5"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// textOf is a parameter's value; "" when it is not sent.
func textOf(params []wire.Member, name string) string {
	for _, m := range params {
		if m.Name == name {
			return m.Value.Text
		}
	}
	return ""
}

// signed returns the parameters of a call with the common ones and their signature, sorted: what is signed is what is sent.
// Without a partner_key, which only API 1 does without, there is no signature.
func signed(params []wire.Member, keys Credentials, now time.Time) ([]wire.Member, error) {
	out := make([]wire.Member, 0, len(params)+3)
	for _, m := range params {
		switch m.Name {
		case "partner_id", "timestamp", "sign", "partner_key":
			return nil, errors.New("the parameter " + m.Name + " is set by the client itself")
		}
		out = append(out, wire.Member{Name: m.Name, Value: wire.TextOf(m.Value.FormText())})
	}
	out = append(out,
		wire.Member{Name: "partner_id", Value: wire.TextOf(strconv.FormatInt(keys.PartnerID, 10))},
		wire.Member{Name: "timestamp", Value: wire.TextOf(strconv.FormatInt(now.Unix(), 10))})
	slices.SortFunc(out, func(a, b wire.Member) int { return strings.Compare(a.Name, b.Name) })
	if keys.PartnerKey == "" {
		return out, nil
	}
	return append(out, wire.Member{Name: "sign", Value: wire.TextOf(sign(out, keys.PartnerKey))}), nil
}

// sign is the document's getSign: sorted k=v pairs with raw values, the key last, MD5 in lower-case hexadecimal.
func sign(sorted []wire.Member, partnerKey string) string {
	h := md5.New()
	for _, m := range sorted {
		_, _ = io.WriteString(h, m.Name+"="+m.Value.Text+"&")
	}
	_, _ = io.WriteString(h, "partner_key="+partnerKey)
	return hex.EncodeToString(h.Sum(nil))
}
