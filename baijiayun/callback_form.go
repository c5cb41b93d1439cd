package baijiayun

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/inbound"
)

// readForm reads the form in a request's body. It ignores the query of the URL, which the vendor did not sign. The status is the one to
// answer with: 200 unless the request is not one for this handler.
func readForm(w http.ResponseWriter, r *http.Request, most int64, within time.Duration) (url.Values, int, *classcloud.Error) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return nil, http.StatusMethodNotAllowed, refused("method", classcloud.InvalidArgument, errors.New("callbacks are sent with POST"))
	}
	if len(r.PostForm) > 0 { // a middleware has read the body
		return r.PostForm, http.StatusOK, nil
	}
	contentType := r.Header.Get("Content-Type")
	kind, params, err := contentType, map[string]string(nil), error(nil)
	if contentType != formType[0] {
		kind, params, err = mime.ParseMediaType(contentType)
	}
	if err != nil && contentType != "" && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		return nil, http.StatusUnsupportedMediaType, refused("body", classcloud.InvalidArgument, errors.New("its Content-Type cannot be read"))
	}
	if kind != "" && kind != "application/x-www-form-urlencoded" && kind != "multipart/form-data" {
		return nil, http.StatusUnsupportedMediaType, refused("body", classcloud.InvalidArgument,
			errors.New("it is not a form: its type is neither application/x-www-form-urlencoded nor multipart/form-data"))
	}
	body, err := inbound.ReadBody(w, r, most, within)
	switch {
	case err == nil:
	case inbound.IsTooLarge(err):
		return nil, http.StatusRequestEntityTooLarge, refused("body", classcloud.ResourceExhausted, fmt.Errorf("it is larger than %d bytes", most))
	case errors.Is(err, context.DeadlineExceeded):
		return nil, http.StatusRequestTimeout, refused("body", classcloud.DeadlineExceeded, errors.New("it did not come in time"), err)
	case errors.Is(err, context.Canceled):
		return nil, http.StatusBadRequest, refused("body", classcloud.Canceled, errors.New("it did not come to its end"), err)
	default:
		return nil, http.StatusBadRequest, refused("body", classcloud.InvalidArgument, errors.New("it could not be read to its end"))
	}
	form, err := parseBody(body, kind, params["boundary"])
	if err != nil {
		return nil, http.StatusBadRequest, refused("body", classcloud.InvalidArgument, errors.New("it is not a readable form"))
	}
	return form, http.StatusOK, nil
}

func parseBody(body []byte, kind, boundary string) (url.Values, error) {
	if kind != "multipart/form-data" {
		return parseForm(string(body))
	}
	parsed, err := multipart.NewReader(bytes.NewReader(body), boundary).ReadForm(int64(len(body))) // a whole body fits, so no file goes to disk
	if err != nil {
		return nil, err
	}
	defer func() { _ = parsed.RemoveAll() }()
	return parsed.Value, nil
}

// fewPairs is how many pairs parseForm reads by itself. The vendor's callbacks have a dozen.
const fewPairs = 64

// parseForm reads what url.ParseQuery reads, and puts the values of a form into one list.
func parseForm(text string) (url.Values, error) {
	pairs := strings.Count(text, "&") + 1
	if pairs > fewPairs {
		return url.ParseQuery(text)
	}
	form, all := make(url.Values, pairs), make([]string, 0, pairs)
	for pair := range strings.SplitSeq(text, "&") {
		if strings.Contains(pair, ";") {
			return nil, errors.New("it has a semicolon between its pairs")
		}
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(name)
		if err != nil {
			return nil, err
		}
		if value, err = url.QueryUnescape(value); err != nil {
			return nil, err
		}
		if had, twice := form[name]; twice {
			form[name] = append(had, value)
			continue
		}
		all = append(all, value)
		form[name] = all[len(all)-1 : len(all) : len(all)]
	}
	return form, nil
}

// single refuses a form with several values under one name, because it is not clear which one counts.
func single(form url.Values) error {
	for name, values := range form {
		if len(values) != 1 {
			return fmt.Errorf("%.40q has %d values", name, len(values))
		}
	}
	return nil
}

// folded refuses a form in which two names differ only by case, because names are read whatever their case.
func folded(form url.Values) error {
	if isPlain(form) {
		return nil
	}
	seen := make(map[string]string, len(form))
	for name := range form {
		plain := strings.ToLower(strings.ToUpper(name)) // of all spellings that strings.EqualFold takes for one
		if other, twice := seen[plain]; twice {
			return fmt.Errorf("%.40q stands beside %.40q, and only one of them can count", max(name, other), min(name, other))
		}
		seen[plain] = name
	}
	return nil
}

// isPlain reports whether all names are of small letters, digits and _, as the vendor's are: then none differs from another by case.
func isPlain(form url.Values) bool {
	for name := range form {
		for _, c := range []byte(name) {
			if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
				return false
			}
		}
	}
	return true
}

// ambiguous says why a form could stand for another one with the same signature, or for one of two readings of its own. The signed text
// is the names and values in a row, sorted, so that it can be cut at every "&name=". A form is taken for plain when no cut, and no cut left
// out, touches a name of the callbacks.
func ambiguous(form url.Values) error {
	if err := folded(form); err != nil {
		return err
	}
	for name, values := range form {
		if strings.ContainsAny(name, "&=") {
			return fmt.Errorf("the name %.40q holds & or =, so that the signature fits other forms too", name)
		}
		for _, value := range values {
			if splits(name, value) {
				return fmt.Errorf("%.40q holds what could be a name and a value of the form, so that the signature fits other forms too", name)
			}
		}
	}
	return nil
}

// callbackNames are the names of the documented callbacks, those of PlaybackCallback included.
var callbackNames = []string{"file_md5", "length", "now_definition", "op", "op_time", "origin_definition", "preface_url", "qid", "room_id", "session_id",
	"status", "timestamp", "total_size", "total_transcode_size", "user_events", "version", "video_id"}

// splits reports whether the value of a name could be cut into a value and further names and values of a callback.
func splits(name, value string) bool {
	first, rest, found := strings.Cut(value, "&")
	if !found || !strings.Contains(rest, "=") {
		return false
	}
	switch {
	case name == "sign": // which is not signed
		return false
	case name == "preface_url" && strings.Contains(first, "?"):
		return false // a URL with a query: the names of callbacks that sort after preface_url begin with qid, and a form without one is refused
	case name == "user_events":
		return false // JSON, whose nicknames hold anything; of one that was cut, or that holds further names, nothing can be read
	case known(name):
		return true
	}
	for pair := range strings.SplitSeq(rest, "&") {
		if name, _, pairs := strings.Cut(pair, "="); pairs && known(name) {
			return true
		}
	}
	return false
}

func known(name string) bool {
	return slices.ContainsFunc(callbackNames, func(known string) bool { return strings.EqualFold(known, name) })
}

// digest names a form by all that it holds.
func digest(form url.Values) string {
	sum := sha256.Sum256([]byte(form.Encode()))
	return hex.EncodeToString(sum[:])
}
