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

// textOf returns a parameter's value, and "" when it is not sent.
func textOf(params []wire.Member, name string) string {
	for _, m := range params {
		if m.Name == name {
			return m.Value.Text
		}
	}
	return ""
}

// signed returns a call's parameters, sorted, with partner_id, timestamp and the signature over exactly what is sent. Without a
// partner_key, which only API 1 allows, it adds no signature.
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

// sign is the document's getSign: the MD5, in lower-case hexadecimal, of the sorted k=v pairs with raw values and the key last.
func sign(sorted []wire.Member, partnerKey string) string {
	h := md5.New()
	for _, m := range sorted {
		_, _ = io.WriteString(h, m.Name+"="+m.Value.Text+"&")
	}
	_, _ = io.WriteString(h, "partner_key="+partnerKey)
	return hex.EncodeToString(h.Sum(nil))
}
