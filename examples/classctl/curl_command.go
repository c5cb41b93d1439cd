package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// hidden stands where a secret was.
const hidden = "***"

// mask hides secrets: values under a name that says so, and what the environment holds as a secret wherever it stands.
type mask struct{ values *strings.Replacer }

// secretVariable matches the names of variables that hold secrets.
var secretVariable = regexp.MustCompile(`KEY|SECRET|PASSWORD|CERTIFICATE|TOKEN`)

// secretName matches the names of parameters and headers that hold proofs beside those which the transport knows.
var secretName = regexp.MustCompile(`(?i)^(signMsg|authorization|cookie)$|[-_]sign$|token$`)

func newMask(v vendors.Vendor, get func(string) string) *mask {
	var pairs []string
	for _, e := range v.Env {
		if value := get(e.Name); value != "" && secretVariable.MatchString(e.Name) {
			pairs = append(pairs, value, hidden)
		}
	}
	return &mask{strings.NewReplacer(pairs...)}
}

// value hides a value by its name, or what is secret inside it.
func (m *mask) value(name, value string) string {
	last := name[strings.LastIndexAny(name, ".[")+1:]
	if secretName.MatchString(last) || transport.IsSecretMember(last) {
		return hidden
	}
	page, query, found := strings.Cut(value, "?")
	if !found || !strings.Contains(page, "://") {
		return m.values.Replace(value)
	}
	parts := strings.Split(query, "&") // of an address in the call, such as a page's: its query holds tokens under names of its own
	for i, part := range parts {
		name, _, _ := strings.Cut(part, "=")
		parts[i] = name + "=" + hidden
	}
	return m.values.Replace(page) + "?" + strings.Join(parts, "&")
}

// json hides what is secret in a JSON body.
func (m *mask) json(body []byte) string {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil {
		return m.values.Replace(string(body))
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if enc.Encode(m.inside(v)) != nil {
		return hidden
	}
	return strings.TrimSpace(out.String())
}

func (m *mask) inside(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if text, ok := value.(string); ok {
				v[name] = m.value(name, text)
			} else {
				v[name] = m.inside(value)
			}
		}
	case []any:
		for i := range v {
			v[i] = m.inside(v[i])
		}
	case string:
		return m.value("", v)
	}
	return v
}

// query hides what is secret in the query of an address.
func (m *mask) url(address string) string {
	page, query, found := strings.Cut(address, "?")
	if !found {
		return m.values.Replace(address)
	}
	parts := strings.Split(query, "&")
	for i, part := range parts {
		name, value, _ := strings.Cut(part, "=")
		parts[i] = name + "=" + m.value(name, value)
	}
	return m.values.Replace(page) + "?" + strings.Join(parts, "&")
}

// ownHeaders are set by curl itself.
var ownHeaders = []string{"User-Agent", "Content-Length", "Accept-Encoding"}

// command writes a request as a curl command.
func command(r *caught, m *mask, files *opened) (string, error) {
	parts := []string{"curl -X " + r.method + " " + quote(m.url(r.url))}
	mediaType, params, _ := mime.ParseMediaType(r.header.Get("Content-Type"))
	for _, name := range slices.Sorted(maps.Keys(r.header)) {
		if slices.Contains(ownHeaders, name) || name == "Content-Type" && (params["boundary"] != "" || mediaType == "application/x-www-form-urlencoded") {
			continue
		}
		parts = append(parts, "-H "+quote(name+": "+m.header(r.header, name)))
	}
	body, err := bodyOf(r, mediaType, params["boundary"], m, files)
	if err != nil {
		return "", err
	}
	return strings.Join(append(parts, body...), " \\\n  "), nil
}

func (m *mask) header(h http.Header, name string) string {
	return m.value(name, strings.Join(h[name], ", "))
}

// bodyOf writes a body in curl's words.
func bodyOf(r *caught, mediaType, boundary string, m *mask, files *opened) (parts []string, err error) {
	switch {
	case boundary != "":
		return multipartOf(r.body, boundary, m, files)
	case len(r.body) == 0:
		return nil, nil
	case mediaType == "application/x-www-form-urlencoded":
		for pair := range strings.SplitSeq(string(r.body), "&") {
			name, value, _ := strings.Cut(pair, "=")
			if name, err = url.QueryUnescape(name); err != nil {
				return nil, err
			}
			if value, err = url.QueryUnescape(value); err != nil {
				return nil, err
			}
			parts = append(parts, "--data-urlencode "+quote(name+"="+m.value(name, value)))
		}
		return parts, nil
	}
	return []string{"--data-raw " + quote(m.json(r.body))}, nil
}

// multipartOf writes the fields of a form with files.
func multipartOf(body []byte, boundary string, m *mask, files *opened) (parts []string, err error) {
	reader := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return parts, nil
		}
		if err != nil {
			return nil, err
		}
		if name := part.FileName(); name != "" {
			parts = append(parts, "-F "+quote(part.FormName()+"=@"+files.path(name)))
			continue
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		parts = append(parts, "--form-string "+quote(part.FormName()+"="+m.value(part.FormName(), string(value))))
	}
}

// path returns where an opened file is.
func (o *opened) path(name string) string {
	for _, f := range o.files {
		if filepath.Base(f.Name()) == name {
			return f.Name()
		}
	}
	return name
}

// quote writes a word for a shell.
func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
