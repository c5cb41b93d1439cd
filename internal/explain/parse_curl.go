package explain

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// curl is a curl command under reading.
type curl struct {
	method, address string
	header          http.Header
	data            []string
	form            []curlField
	get, json       bool
}

// curlField is a field of -F, name=value. The value of --form-string is a text even if it begins with @.
type curlField struct {
	field  string
	isText bool
}

// errFile says that a file is not read.
var errFile = errors.New("the command reads a file by @, which is never opened here: put the content in its place")

func parseCurl(text string) (*Request, error) {
	words, err := shellWords(strings.TrimPrefix(text, "$ "))
	if err != nil {
		return nil, err
	}
	c := &curl{header: http.Header{}}
	for i := 1; i < len(words); i++ {
		word := words[i]
		switch word {
		case "|", ";", "&&", "||", ">", ">>":
			i = len(words)
			continue
		}
		if word == "" || word[0] != '-' || word == "-" {
			c.address = word
			continue
		}
		name, value, used, err := curlOption(words, i)
		if err != nil {
			return nil, err
		}
		i += used
		if err := c.take(name, value); err != nil {
			return nil, err
		}
	}
	return c.request()
}

// curlOption reads an option at a place of the words: its short or long name, its value, and how many words more it used.
func curlOption(words []string, i int) (name, value string, used int, err error) {
	word := words[i]
	next := func() (string, error) {
		if i+1 >= len(words) {
			return "", fmt.Errorf("curl's %s needs a value", strings.TrimRight(word, "\n"))
		}
		return words[i+1], nil
	}
	if strings.HasPrefix(word, "--") {
		name, value, joined := strings.Cut(word, "=")
		if !takesValue(name) || joined {
			return name, value, 0, nil
		}
		value, err := next()
		return name, value, 1, err
	}
	for at := 1; at < len(word); at++ { // -sSk, -XPOST, -sd'…'
		short := "-" + word[at:at+1]
		if !takesValue(short) {
			if short == "-G" {
				return short, word[at+1:], 0, nil
			}
			continue
		}
		if at+1 < len(word) {
			return short, word[at+1:], 0, nil
		}
		value, err := next()
		return short, value, 1, err
	}
	return word, "", 0, nil
}

// takesValue reports whether an option of curl has a value.
func takesValue(name string) bool {
	return isOneOf(name, strings.Fields(`-X -H -d -F -u -A -e -b -c -o -m -x -T -w -E
		--request --header --data --data-raw --data-urlencode --data-binary --data-ascii --form --form-string --user --url --user-agent --referer
		--cookie --cookie-jar --output --max-time --connect-timeout --proxy --upload-file --write-out --json --cacert --cert --key --resolve
		--retry --retry-delay --interface --limit-rate --url-query --oauth2-bearer`))
}

func (c *curl) take(name, value string) error {
	switch name {
	case "-X", "--request":
		c.method = value
	case "-H", "--header":
		name, value, _ := strings.Cut(value, ":")
		c.header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
	case "-A", "--user-agent":
		c.header.Set("User-Agent", value)
	case "--oauth2-bearer":
		c.header.Set("Authorization", "Bearer "+value)
	case "-u", "--user":
		c.header.Set("Authorization", basic(value))
	case "--url":
		c.address = value
	case "-G", "--get":
		c.get = true
	case "-d", "--data", "--data-ascii", "--data-binary", "--json":
		if strings.HasPrefix(value, "@") {
			return errFile
		}
		if name != "--data-binary" && name != "--json" { // curl drops line breaks of -d from files alone, and keeps them here
			value = strings.TrimSuffix(value, "\n")
		}
		c.json = c.json || name == "--json"
		c.data = append(c.data, value)
	case "--data-raw":
		c.data = append(c.data, value)
	case "--data-urlencode":
		return c.takeEncoded(value)
	case "-F", "--form", "--form-string":
		if _, content, _ := strings.Cut(value, "="); name != "--form-string" && strings.HasPrefix(content, "<") {
			return errFile
		}
		c.form = append(c.form, curlField{value, name == "--form-string"})
	case "-T", "--upload-file":
		return errFile
	}
	return nil
}

// takeEncoded reads --data-urlencode: content, =content, name=content, or a file by @.
func (c *curl) takeEncoded(value string) error {
	name, content, named := strings.Cut(value, "=")
	if at := strings.IndexByte(value, '@'); at >= 0 && (!named || at < len(name)) {
		return errFile
	}
	switch {
	case !named:
		c.data = append(c.data, rawURLEncode(value))
	case name == "":
		c.data = append(c.data, rawURLEncode(content))
	default:
		c.data = append(c.data, name+"="+rawURLEncode(content))
	}
	return nil
}

func (c *curl) request() (*Request, error) {
	if c.address == "" {
		return nil, errors.New("the curl command has no address")
	}
	if !strings.Contains(c.address, "://") {
		c.address = "http://" + c.address
	}
	at, err := url.Parse(c.address)
	if err != nil {
		return nil, errors.New("the curl command's address cannot be read")
	}
	r := &Request{Method: c.method, URL: at, Header: c.header}
	data := strings.Join(c.data, "&")
	switch {
	case c.get:
		if data != "" && at.RawQuery != "" {
			data = "&" + data
		}
		at.RawQuery += data
	case len(c.form) > 0:
		r.Body = []byte(c.multipart())
		r.Header.Set("Content-Type", "multipart/form-data; boundary="+boundary)
	case len(c.data) > 0:
		r.Body = []byte(data)
		if c.json {
			r.Body = []byte(strings.Join(c.data, ""))
		}
		c.contentType()
	}
	if r.Method == "" {
		r.Method = http.MethodGet
		if len(r.Body) > 0 {
			r.Method = http.MethodPost
		}
	}
	return r, nil
}

func (c *curl) contentType() {
	if c.header.Get("Content-Type") != "" {
		return
	}
	if c.json {
		c.header.Set("Content-Type", "application/json")
		return
	}
	c.header.Set("Content-Type", "application/x-www-form-urlencoded")
}

// boundary divides the parts of the body that -F makes.
const boundary = "------------------------explain"

// multipart writes the fields of -F. A file's content is not read: its part is empty.
func (c *curl) multipart() string {
	var b strings.Builder
	for _, field := range c.form {
		name, value, _ := strings.Cut(field.field, "=")
		b.WriteString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"")
		if file, is := strings.CutPrefix(value, "@"); is && !field.isText {
			file, _, _ = strings.Cut(file, ";")
			b.WriteString("; filename=\"" + file[strings.LastIndexByte(file, '/')+1:] + "\"\r\n\r\n\r\n")
			continue
		}
		b.WriteString("\r\n\r\n" + value + "\r\n")
	}
	return b.String() + "--" + boundary + "--\r\n"
}
