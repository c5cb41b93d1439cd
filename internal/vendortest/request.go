package vendortest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	bodyLimit = 1 << 20 // bytes of a body that is not multipart, and of all multipart fields together
	headLimit = 4 << 10 // bytes of File.Head
)

var errBodyTooLarge = errors.New("the body is larger than 1 MiB")

// Request is a request as it arrived.
type Request struct {
	Operation  string            // the name of the operation; "" when no route fits
	Method     string            // the HTTP method
	Path       string            // the path as it was escaped, without the query
	PathValues map[string]string // the unescaped segments of the route's {names}; an id with %2F is one segment
	Query      url.Values        // the parameters of the query
	Header     http.Header       // the headers, under their canonical names
	Body       []byte            // the first MiB of the body; empty for multipart
	Form       url.Values        // the fields of an urlencoded or multipart body; empty when multipart is malformed
	Files      []File            // the files of a multipart body; empty when it is malformed
	Params     any               // the parameters as the vendor's server unpacked them; each vendor has its own type
	At         time.Time         // the server's time when the request arrived
	Status     int               // the status of the answer; 0 when the connection was dropped or nothing is answered yet
}

// File is an uploaded file. Its content is not kept.
type File struct {
	Field       string // the name of the form field
	Name        string // the file's name without directories
	ContentType string // the media type that the client declared
	Size        int64  // in bytes
	SHA256      string // in hexadecimal digits
	Head        []byte // the first 4 KiB
}

func (r *Request) clone() *Request {
	clone := *r
	clone.PathValues = maps.Clone(r.PathValues)
	clone.Query = url.Values(http.Header(r.Query).Clone())
	clone.Header = r.Header.Clone()
	clone.Body = slices.Clone(r.Body)
	clone.Form = url.Values(http.Header(r.Form).Clone())
	clone.Files = slices.Clone(r.Files)
	for i := range clone.Files {
		clone.Files[i].Head = slices.Clone(clone.Files[i].Head)
	}
	return &clone
}

// readRequest reads a request with its body to the end, even a body that is too large. Only then does net/http notice a client that
// goes away, and only then does an early answer surely arrive.
func readRequest(r *http.Request) (*Request, error) {
	request := &Request{
		Method:     r.Method,
		Path:       r.URL.EscapedPath(),
		PathValues: map[string]string{},
		Query:      r.URL.Query(),
		Header:     r.Header.Clone(),
		Form:       url.Values{},
	}
	body := &bodyReader{Reader: r.Body}
	parseError := request.readBody(body)
	_, _ = io.Copy(io.Discard, body)
	if body.err != nil {
		return request, body.err
	}
	return request, parseError
}

// readBody fails only with errBodyTooLarge. The bodyReader remembers the other errors.
func (r *Request) readBody(body io.Reader) error {
	mediaType, parameters := contentType(r.Header)
	if mediaType == "multipart/form-data" {
		err := r.readMultipart(body, parameters["boundary"])
		if err != nil {
			r.Form, r.Files = url.Values{}, nil
		}
		if errors.Is(err, errBodyTooLarge) {
			return err
		}
		return nil
	}
	r.Body, _ = io.ReadAll(io.LimitReader(body, bodyLimit+1))
	if len(r.Body) > bodyLimit {
		r.Body = r.Body[:bodyLimit]
		return errBodyTooLarge
	}
	if mediaType == "application/x-www-form-urlencoded" {
		r.Form, _ = url.ParseQuery(string(r.Body)) // keeps the pairs that can be read
	}
	return nil
}

func (r *Request) readMultipart(body io.Reader, boundary string) error {
	parts := multipart.NewReader(body, boundary)
	room := int64(bodyLimit)
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if isFile(part) {
			file, err := readFile(part)
			if err != nil {
				return err
			}
			r.Files = append(r.Files, file)
			continue
		}
		value, err := io.ReadAll(io.LimitReader(part, room+1))
		if err != nil {
			return err
		}
		room -= int64(len(value) + len(part.FormName()))
		if room < 0 {
			return errBodyTooLarge
		}
		r.Form.Add(part.FormName(), string(value))
	}
}

// isFile reports whether a part is an upload, which may have an empty name, and not a field.
func isFile(part *multipart.Part) bool {
	_, parameters, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	_, named := parameters["filename"]
	return named
}

func readFile(part *multipart.Part) (File, error) {
	hash := sha256.New()
	head, err := io.ReadAll(io.LimitReader(io.TeeReader(part, hash), headLimit))
	if err != nil {
		return File{}, err
	}
	rest, err := io.Copy(hash, part)
	if err != nil {
		return File{}, err
	}
	return File{
		Field:       part.FormName(),
		Name:        part.FileName(),
		ContentType: part.Header.Get("Content-Type"),
		Size:        int64(len(head)) + rest,
		SHA256:      hex.EncodeToString(hash.Sum(nil)),
		Head:        head,
	}, nil
}

// contentType reads the media type, even if its parameters are malformed.
func contentType(header http.Header) (mediaType string, parameters map[string]string) {
	value := header.Get("Content-Type")
	if mediaType, parameters, err := mime.ParseMediaType(value); err == nil {
		return mediaType, parameters
	}
	value, _, _ = strings.Cut(value, ";")
	return strings.ToLower(strings.TrimSpace(value)), nil
}

// bodyReader remembers why a body ended early.
type bodyReader struct {
	io.Reader
	err error
}

func (b *bodyReader) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err != nil && err != io.EOF {
		b.err = err
	}
	return n, err
}
