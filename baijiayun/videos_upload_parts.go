package baijiayun

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// upload is the state of one Upload.
type upload struct {
	UploadedVideo // UploadedSize is what the vendor has, as far as it said so

	service VideosService
	in      UploadVideoRequest
	opts    []classcloud.CallOption
	config  classcloud.CallConfig

	file io.ReadSeeker
	from int64  // the position of the file that Upload was given
	url  string // where the next part goes; "" asks for a new address first
	made bool   // this call made the video

	begun  bool        // Progress was called
	reader *partReader // of the last part
}

// send sends what the vendor does not have, until it has all of it.
func (u *upload) send(ctx context.Context) *classcloud.Error {
	best, tries := int64(0), 0 // tries in a row that brought nothing forward
	for {
		failure, final := u.step(ctx)
		switch {
		case failure == nil && u.UploadedSize == u.TotalSize:
			return nil
		case failure == nil && u.UploadedSize > best:
			best, tries = u.UploadedSize, 0
			continue
		case failure == nil:
			continue
		}
		if tries++; final || tries >= u.config.MaxAttempts || ctx.Err() != nil {
			failure.Attempts = max(failure.Attempts, tries)
			return failure
		}
		config := u.service.client.road().Config()
		pause, against := config.Pause(ctx, tries, failure.RetryAfter)
		if against != "" {
			failure.Message += "; not tried again: " + against
			failure.Attempts = max(failure.Attempts, tries)
			return failure
		}
		if err := config.Clock.Sleep(ctx, pause); err != nil {
			return gaveUp(err, failure)
		}
		u.url = ""
	}
}

// gaveUp returns the error of a caller who gave up in a pause, after a failure.
func gaveUp(err error, last *classcloud.Error) *classcloud.Error {
	e := &classcloud.Error{Kind: classcloud.Canceled, Message: "the caller gave up; the last try met " + last.Kind.String() + ": " + last.Message,
		Outcome: last.Outcome, Err: errors.Join(err, last)}
	if errors.Is(err, context.DeadlineExceeded) {
		e.Kind = classcloud.DeadlineExceeded
	}
	return e
}

// step asks where the upload stands, or sends the next part. final says that another try is of no use.
func (u *upload) step(ctx context.Context) (failure *classcloud.Error, final bool) {
	if u.url == "" {
		if failure, final = u.ask(ctx); failure == nil {
			u.report()
		}
		return failure, final
	}
	if !u.begun {
		u.report()
	}
	return u.part(ctx)
}

// report tells the caller how far the upload is.
func (u *upload) report() {
	u.begun = true
	if u.in.Progress != nil {
		u.in.Progress(u.UploadedSize, u.TotalSize)
	}
}

// ask asks the vendor how much it has, and for a new address.
func (u *upload) ask(ctx context.Context) (failure *classcloud.Error, final bool) {
	at, err := u.service.GetUpload(ctx, &GetVideoUploadRequest{VideoID: u.VideoID, HTTPS: u.in.HTTPS}, u.opts...)
	switch {
	case at == nil:
		failure = asFailure(err)
		switch failure.Kind {
		case classcloud.InvalidArgument, classcloud.Unauthenticated, classcloud.PermissionDenied, classcloud.FailedPrecondition, classcloud.Unimplemented:
			final = true
		case classcloud.NotFound:
			final = failure.Code != "" // without one the reply says success and holds nothing: the vendor's script waits then, and asks again
		}
		return failure, final
	case err != nil: // the reply lacks the size, and would lack it again
		return asFailure(err), true
	case at.VideoID != u.VideoID:
		return &classcloud.Error{Kind: classcloud.DataLoss, Message: fmt.Sprintf("the vendor answered for the video %d", at.VideoID)}, true
	case at.UploadedSize < 0 || at.UploadedSize > u.TotalSize:
		return &classcloud.Error{Kind: classcloud.FailedPrecondition, Outcome: classcloud.OutcomeNotApplied, Message: fmt.Sprintf(
			"the vendor has %d bytes: this is not the file that the upload began with", at.UploadedSize)}, true
	}
	u.url, u.UploadedSize = at.UploadURL, at.UploadedSize
	return nil, false
}

const (
	leastSpeed  = 8 << 10 // bytes of a part that have to go out in a second, on average, beside the timeout of a call
	longestPart = 1 << 20 // seconds
)

// part sends the next part.
func (u *upload) part(ctx context.Context) (failure *classcloud.Error, final bool) {
	size := min(u.in.PartSize, u.TotalSize-u.UploadedSize)
	address, err := url.Parse(u.url)
	if err != nil || address.Host == "" || address.Scheme != "https" && address.Scheme != "http" {
		return &classcloud.Error{Kind: classcloud.DataLoss, Message: "the vendor's upload_url is not an address of http or https"}, true
	}
	if u.reader.reads() {
		return unreadFile(errors.New("a read that began before has not ended")), true
	}
	if _, err := u.file.Seek(u.from+u.UploadedSize, io.SeekStart); err != nil {
		return unreadFile(err), true
	}
	content := &partReader{from: u.file, left: size}
	u.reader = content
	p := &part{address: address, content: content, size: size,
		place: fmt.Sprintf("bytes %d-%d/%d", u.UploadedSize+1, u.UploadedSize+size, u.TotalSize)}
	within := max(u.config.Timeout, u.config.Timeout+time.Duration(min(size/leastSpeed, longestPart))*time.Second) // the sum of large ones is negative
	ctx, cancel := context.WithTimeoutCause(ctx, within, fmt.Errorf("a part of %d bytes took longer than %s", size, within))
	defer cancel()
	opts := append(u.opts[:len(u.opts):len(u.opts)], classcloud.WithoutRetry())
	row := uploadRow()
	err = u.service.client.uploads.Do(ctx, &transport.Call{Op: &row, ID: -1, Vendor: p}, nil, opts)
	switch {
	case err == nil:
		u.UploadedSize += size
		u.report()
		return nil, false
	case content.problem() != nil:
		return unreadFile(content.problem()), true
	}
	return asFailure(err), false
}

func unreadFile(err error) *classcloud.Error {
	return &classcloud.Error{Kind: classcloud.InvalidArgument, Message: "the file cannot be read: " + err.Error(), Outcome: classcloud.OutcomeNotApplied, Err: err}
}

// part is a part of a file on its way to the upload host.
type part struct {
	address *url.URL
	content io.Reader
	size    int64
	place   string // Content-Range
}

// partReader reads a part of the file, and remembers what was wrong with the file.
type partReader struct {
	mu   sync.Mutex // net/http reads on a goroutine of its own
	from io.Reader
	left int64
	err  error
}

// Read reads the next bytes of the part.
func (r *partReader) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.left == 0 {
		return 0, io.EOF
	}
	n, err := r.from.Read(p[:min(int64(len(p)), r.left)])
	if r.left -= int64(n); r.left == 0 {
		return n, nil
	}
	if errors.Is(err, io.EOF) {
		err = fmt.Errorf("it ends %d bytes early: %w", r.left, io.ErrUnexpectedEOF)
	}
	r.err = err
	return n, err
}

// problem returns what was wrong with the file, or nil. It does not wait for a read that hangs, of which the context's end is the error.
func (r *partReader) problem() error {
	if !r.mu.TryLock() {
		return nil
	}
	defer r.mu.Unlock()
	return r.err
}

// reads reports whether a read still hangs in the file, which nobody else may touch until it ends. No new one begins once the part is over.
func (r *partReader) reads() bool {
	if r == nil || r.mu.TryLock() {
		if r != nil {
			r.mu.Unlock()
		}
		return false
	}
	return true
}

// uploadRow describes the sending of a part to observers, and says that the transport never repeats one: Upload asks first.
func uploadRow() transport.Row {
	return transport.Row{Name: opNameUpload, Method: http.MethodPost, Path: "/upload", Doc: "分片上传 (upload_url)", Source: classcloud.SourceExtra,
		Payload: transport.PayloadNone}
}

// uploadHost speaks to the host that takes the parts of files. It knows nothing of the account.
type uploadHost struct{}

// Account returns an account without keys: whoever has the address may upload.
func (uploadHost) Account(context.Context, *transport.Call) (transport.Account, error) {
	return transport.Account{ID: vendor + ":upload"}, nil
}

// Encode makes the request that carries a part.
func (uploadHost) Encode(_ context.Context, _ transport.Account, c *transport.Call, _ *transport.Env) (*transport.Request, error) {
	p := c.Vendor.(*part)
	req := &transport.Request{Method: http.MethodPost, URL: p.address.String(), Secrets: []string{p.address.String(), p.address.RawQuery}}
	for _, values := range p.address.Query() {
		for _, value := range values {
			if len(value) >= leastToken {
				req.Secrets = append(req.Secrets, value)
			}
		}
	}
	req.Upload = wire.NewPlainUpload("application/octet-stream", p.content, p.size)
	req.ContentType = req.Upload.ContentType
	req.SetHeader("Content-Range", p.place)
	return req, nil
}

// leastToken is the length from which a value of an address is taken for a secret. The vendor's token has 32 digits, its ids and times fewer.
const leastToken = 16

// Decode reads the host's answer, whose code is 1 for a success. What else an answer holds is not known, so nothing of it is drift.
func (uploadHost) Decode(c *transport.Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	envelope, failure := transport.Envelope(r)
	if failure != nil {
		return nil, failure
	}
	data, _ := wire.Split(envelope.Get("data"))
	for _, member := range slices.Concat(envelope, data) {
		c.Known = append(c.Known, member.Name)
	}
	switch code := envelope.Code("code"); code {
	case "1":
		return nil, nil
	case "":
		return nil, transport.Malformed(r, errors.New("has no code"))
	default:
		return nil, transport.CodeInfo{Kind: classcloud.Unknown}.Failure(code, envelope.Text("msg"), nil)
	}
}

// Recover never asks for a repeat: Upload asks where the upload stands first.
func (uploadHost) Recover(context.Context, *transport.Call, *classcloud.Reply, *classcloud.Error) transport.Verdict {
	return transport.Stop
}
