package explain

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// ErrRequest is matched by errors about a text that Parse cannot read.
var ErrRequest = errors.New("not a request")

// mostText is the longest text that Parse reads.
const mostText = 4 << 20

// Parse reads a request to a vendor from a text: a curl command, a raw HTTP request, an address, or the body of a form. What the text
// does not say is guessed from the vendor's habits. The request has no time of arrival. Parse never reads a file that a curl command
// names by @.
func Parse(vendor, text string) (*Request, error) {
	if !isOneOf(vendor, Vendors()) {
		return nil, fmt.Errorf("explain: %w: give one of %s", ErrVendor, strings.Join(Vendors(), ", "))
	}
	if len(text) > mostText {
		return nil, fmt.Errorf("explain: %w: it has more than %d MiB", ErrRequest, mostText>>20)
	}
	text = strings.TrimPrefix(text, "\ufeff")
	trimmed := strings.TrimSpace(text)
	r, err := parse(vendor, trimmed, text)
	if err != nil {
		return nil, fmt.Errorf("explain: %w: %w", ErrRequest, err)
	}
	return r, nil
}

func parse(vendor, trimmed, text string) (*Request, error) {
	first, _, _ := strings.Cut(trimmed, "\n")
	switch {
	case trimmed == "":
		return nil, errors.New("the text is empty: give a curl command, a raw HTTP request, an address or the body of a form")
	case isCurl(trimmed):
		return parseCurl(trimmed)
	case isRequestLine(first):
		return parseRaw(strings.TrimLeft(text, " \t\r\n"))
	case strings.HasPrefix(trimmed, "http://"), strings.HasPrefix(trimmed, "https://"):
		return parseAddress(trimmed)
	case strings.HasPrefix(trimmed, "/") && strings.Contains(first, "?"):
		return parseAddress(trimmed)
	case trimmed[0] == '{' || trimmed[0] == '[':
		return parseBody(vendor, trimmed, "application/json")
	case strings.Contains(trimmed, "="):
		return parseBody(vendor, trimmed, "application/x-www-form-urlencoded")
	}
	return nil, errors.New("give a curl command, a raw HTTP request that begins with POST /path HTTP/1.1, an address that begins with https://, or the body of a form as name=value&…")
}

func isCurl(text string) bool {
	text = strings.TrimPrefix(text, "$ ")
	word, _, found := strings.Cut(strings.ReplaceAll(text, "\n", " "), " ")
	return found && (word == "curl" || word == "curl.exe" || strings.HasSuffix(word, "/curl"))
}

func isRequestLine(line string) bool {
	method, rest, found := strings.Cut(strings.TrimRight(line, "\r"), " ")
	if !found || method == "" || method != strings.ToUpper(method) || strings.ContainsAny(method, "=&{") {
		return false
	}
	target := strings.Fields(rest)
	return len(target) > 0 && (strings.HasPrefix(target[0], "/") || strings.HasPrefix(target[0], "http"))
}

// parseRaw reads a raw HTTP request. Its Content-Length is not believed: an edited request has another.
func parseRaw(text string) (*Request, error) {
	head, body, found := strings.Cut(text, "\r\n\r\n")
	if plain, rest, is := strings.Cut(text, "\n\n"); is && (!found || len(plain) < len(head)) {
		head, body = plain, rest
	}
	lines := strings.Split(strings.ReplaceAll(head, "\r\n", "\n"), "\n")
	words := strings.Fields(lines[0])
	at, err := url.Parse(words[1])
	if err != nil {
		return nil, errors.New("the request line's path cannot be read")
	}
	r := &Request{Method: words[0], URL: at, Header: http.Header{}}
	for _, line := range lines[1:] {
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			if strings.TrimSpace(line) == "" {
				continue
			}
			return nil, errors.New("a line before the empty line is not a header: leave an empty line between the headers and the body")
		}
		r.Header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
	}
	if at.Host == "" {
		at.Host = r.Header.Get("Host")
		at.Scheme = "https"
	}
	r.Body = []byte(trimNewline(body))
	return r, nil
}

// trimNewline drops the newline that an editor puts at the end of a file.
func trimNewline(body string) string {
	return strings.TrimSuffix(strings.TrimSuffix(body, "\n"), "\r")
}

func parseAddress(text string) (*Request, error) {
	if strings.ContainsAny(text, " \n\t") {
		return nil, errors.New("there is text after the address: give the address alone, or a curl command")
	}
	at, err := url.Parse(text)
	if err != nil {
		return nil, errors.New("the address cannot be read")
	}
	return &Request{Method: http.MethodGet, URL: at, Header: http.Header{}}, nil
}

// parseBody makes the request that a vendor's body alone must have come from. The path is not known, and no signature covers it.
func parseBody(vendor, text, contentType string) (*Request, error) {
	r := &Request{Method: http.MethodPost, URL: &url.URL{Path: "/"}, Header: http.Header{"Content-Type": {contentType}}, Body: []byte(text)}
	switch vendor {
	case "agora":
		return nil, errors.New("Agora's token is in the headers: give a curl command or a raw request")
	case "aui":
		if !strings.Contains(text, "password") {
			return nil, errors.New("AUI's token is in the header Authorization: give a curl command or a raw request")
		}
		r.URL.Path = "/api/v1/class/login"
	case "classin":
		if contentType == "application/json" && !strings.Contains(text, "SafeKey") {
			return nil, errors.New("the signature of a JSON call is in the headers X-EEO-SIGN, X-EEO-UID and X-EEO-TS: give a curl command or a raw request")
		}
		r.URL.Path = "/partner/api/course.api.php"
	}
	return r, nil
}
