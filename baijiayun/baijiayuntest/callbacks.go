package baijiayuntest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	callbackTimeout = 10 * time.Second // the vendor's is not documented
	callbackAnswer  = 64 << 10         // how many bytes of an answer are read
	firstCallback   = 1_000_000_000    // the last ten digits of the first qid
)

// Delivery says how the delivery of a callback went.
type Delivery struct {
	Form      url.Values // what was posted, the same in every attempt
	Attempts  []Attempt  // the attempts in order
	Delivered bool       // the last attempt was answered with status 200 and code 0
}

// Attempt is one attempt to deliver a callback.
type Attempt struct {
	Time   time.Time // when the vendor would have made it: the time of the first attempt plus the pauses
	Status int       // the HTTP status of the answer; 0 without an answer
	Body   string    // of the answer
	Code   int       // the code in the answer; -1 when it does not have one
	Err    error     // why there is no answer, or why it cannot be read
}

// SendCallback posts a callback to a URL as the vendor does: with a new qid, the server's time, and a signature with the partner key that is
// valid now. It repeats a failed callback by the vendor's schedule (see the types of [Payload]), with the same form and without waiting
// unless [WithCallbackWait] is set. The URL "" stands for the one of Callbacks.SetTranscodeURL for a [PlaybackEvent], and for that of
// Callbacks.SetClassURL for any other; when none is set, SendCallback makes no attempt. It does not follow redirects: their status is a
// failure.
func (s *Server) SendCallback(url string, payload Payload) Delivery {
	delivery := Delivery{Form: s.CallbackForm(payload)}
	if url == "" {
		_, transcoded := payload.(PlaybackEvent)
		s.kit.Do(func() {
			if url = s.state.classURL; transcoded {
				url = s.state.transcodeURL
			}
		})
	}
	if url == "" {
		return delivery
	}
	at := s.Now()
	pauses := payload.pauses()
	for try := 0; ; try++ {
		attempt := s.attempt(url, delivery.Form)
		attempt.Time = at
		delivery.Attempts = append(delivery.Attempts, attempt)
		delivery.Delivered = attempt.Err == nil && attempt.Status == http.StatusOK && attempt.Code == 0
		if delivery.Delivered || try == len(pauses) {
			return delivery
		}
		if s.settings.callbackWait != nil {
			s.settings.callbackWait(pauses[try])
		}
		at = at.Add(pauses[try])
	}
}

// CallbackForm returns what SendCallback would post, for tests that call a handler themselves. Every call uses a new qid unless the payload
// has one.
func (s *Server) CallbackForm(payload Payload) url.Values {
	fields := payload.fields()
	if payload.isSigned() {
		now := s.Now()
		if fields == nil {
			fields = map[string]string{}
		}
		fields["qid"] = payload.requestID()
		if fields["qid"] == "" {
			fields["qid"] = s.nextQID(now)
		}
		fields["timestamp"] = strconv.FormatInt(now.Unix(), 10)
		fields["sign"] = signature(fields, s.account().partnerKey)
	}
	form := url.Values{}
	for name, value := range fields {
		form.Set(name, value)
	}
	return form
}

// nextQID returns a qid in the form of those captured from the vendor: the time in Beijing and ten digits.
func (s *Server) nextQID(now time.Time) string {
	var number int64
	s.kit.Do(func() {
		number = firstCallback + s.state.callbacks
		s.state.callbacks++
	})
	return now.In(beijing()).Format("20060102150405") + strconv.FormatInt(number, 10)
}

func (s *Server) attempt(url string, form url.Values) Attempt {
	contentType, body := "application/x-www-form-urlencoded", io.Reader(strings.NewReader(form.Encode()))
	if s.settings.multipart {
		contentType, body = multipartForm(form)
	}
	response, err := callbackClient().Post(url, contentType, body)
	if err != nil {
		return Attempt{Code: -1, Err: fmt.Errorf("post callback: %w", err)}
	}
	defer func() { _ = response.Body.Close() }() // only read
	content, err := io.ReadAll(io.LimitReader(response.Body, callbackAnswer))
	if err != nil {
		return Attempt{Status: response.StatusCode, Code: -1, Err: fmt.Errorf("read answer: %w", err)}
	}
	return Attempt{Status: response.StatusCode, Body: string(content), Code: codeOf(content)}
}

// callbackClient returns a client that does not keep connections, so that none is left when the test ends.
func callbackClient() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		Timeout:       callbackTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func multipartForm(form url.Values) (contentType string, body io.Reader) {
	var content bytes.Buffer
	writer := multipart.NewWriter(&content)
	for _, name := range slices.Sorted(maps.Keys(form)) {
		if err := writer.WriteField(name, form.Get(name)); err != nil {
			panic(err) // writing to a buffer cannot fail
		}
	}
	if err := writer.Close(); err != nil {
		panic(err)
	}
	return writer.FormDataContentType(), &content
}

// codeOf returns the code of an answer, and -1 when the answer is not a JSON object with an integer as code.
func codeOf(answer []byte) int {
	var fields struct {
		Code *int `json:"code"`
	}
	if err := json.Unmarshal(answer, &fields); err != nil || fields.Code == nil {
		return -1
	}
	return *fields.Code
}
