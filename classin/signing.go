package classin

import (
	"crypto/md5"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// encodeForm writes a v1 request as a form, or as multipart if it has a file.
func encodeForm(req *transport.Request, message *wire.Message, keys Credentials, stamp string, random io.Reader) error {
	if err := reserved(message.Body, "SID", "safeKey", "timeStamp"); err != nil {
		return err
	}
	safeKey := md5Hex(keys.Secret + stamp)
	req.Hide(keys.Secret, safeKey)
	params := append([]wire.Member{
		{Name: "SID", Value: wire.IntOf(keys.SID)},
		{Name: "safeKey", Value: wire.TextOf(safeKey)},
		{Name: "timeStamp", Value: wire.TextOf(stamp)},
	}, message.Body...)
	if len(message.Files) == 0 {
		req.ContentType = "application/x-www-form-urlencoded"
		req.Body = wire.AppendForm(nil, params)
		return nil
	}
	boundary, err := transport.Boundary(random)
	if err != nil {
		return err
	}
	if req.Upload, err = wire.NewUpload(boundary, params, message.Files); err != nil {
		return err
	}
	req.ContentType = req.Upload.ContentType
	return nil
}

// encodeJSON writes a v2 request.
func encodeJSON(req *transport.Request, message *wire.Message, keys Credentials, stamp string) error {
	if err := reserved(message.Body, "sid", "timeStamp", "key"); err != nil {
		return err
	}
	if len(message.Files) > 0 {
		return errors.New("v2 does not take files")
	}
	signature, err := sign(message.Body, keys, stamp)
	if err != nil {
		return err
	}
	req.Hide(keys.Secret, signature)
	req.Header = map[string][]string{"X-EEO-UID": {strconv.FormatInt(keys.SID, 10)}, "X-EEO-TS": {stamp}, "X-EEO-SIGN": {signature}}
	req.ContentType = "application/json"
	req.Body = wire.AppendJSONObject(nil, message.Body)
	return nil
}

// reserved refuses parameters that the client sets itself.
func reserved(params []wire.Member, names ...string) error {
	for _, m := range params {
		if slices.Contains(names, m.Name) {
			return errors.New("the parameter " + m.Name + " is set by the client itself")
		}
	}
	return nil
}

// signedBytes is the greatest length of a value that is signed.
const signedBytes = 1024

// sign returns v2's signature: the MD5, in lower-case hexadecimal, of the plain top-level parameters of at most 1,024 bytes with sid and
// timeStamp, sorted by name and joined as raw k=v pairs, with the key last.
func sign(params []wire.Member, keys Credentials, stamp string) (string, error) {
	signed := []wire.Member{
		{Name: "sid", Value: wire.IntOf(keys.SID)},
		{Name: "timeStamp", Value: wire.TextOf(stamp)},
	}
	for _, m := range params {
		text, plain, err := plainText(m)
		if err != nil {
			return "", err
		}
		if plain && len(text) <= signedBytes {
			signed = append(signed, wire.Member{Name: m.Name, Value: wire.TextOf(text)})
		}
	}
	slices.SortStableFunc(signed, func(a, b wire.Member) int { return strings.Compare(a.Name, b.Name) })
	h := md5.New()
	for _, m := range signed {
		_, _ = io.WriteString(h, m.Name+"="+m.Value.FormText()+"&")
	}
	_, _ = io.WriteString(h, "key="+keys.Secret)
	return hex.EncodeToString(h.Sum(nil)), nil
}

// plainText returns a parameter as it is signed, and reports whether it is: objects and lists are not. It refuses true, false and null,
// because the vendor's own samples sign them differently.
func plainText(m wire.Member) (text string, plain bool, err error) {
	switch m.Value.Kind {
	case wire.List, wire.Map:
		return "", false, nil
	case wire.Bool, wire.Null:
		return "", false, errors.New("the parameter " + m.Name + " is true, false or null, which v2 does not sign: give a number or text")
	case wire.JSON:
		switch raw := strings.TrimSpace(m.Value.Text); raw[0] {
		case '{', '[':
			return "", false, nil
		case 't', 'f', 'n':
			return plainText(wire.Member{Name: m.Name})
		default:
			return wire.ScalarText([]byte(raw)), true, nil
		}
	}
	return m.Value.FormText(), true, nil
}

func md5Hex(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}
