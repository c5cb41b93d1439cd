package baijiayun

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// How a video gets to the vendor. No document that is public says it; public programs do, and they agree:
//
//   - video/getUploadUrl makes the video and answers video_id and upload_url, an address like
//     http://upload-video.baijiayun.com/upload?fid=…&ts=…&token=…: an Android app (package com.huatu.teacheronline, BjyUploadUrlBean), a Go
//     service (module tkserver, OrderUploadUrl), lizhongyuan3/cloud-live, and the pages that use the vendor's script BJY.VideoUploader.
//   - A part of the file is the body of a POST to that address, as it is. Content-Range says which part, counted from 1 with both ends
//     included: "bytes 1-5242880/9000000". The Android app (UpLoadManager) sends parts of 2 MiB as application/octet-stream; the script of
//     genshuixue.com (VideoUploader with the AjaxUploader of musicode, whose options are those of BJY.VideoUploader) sends 5 MiB without a type.
//   - The answer is JSON whose code is 1 for a success: both of them, and the Go service, which sends a whole file as the field "file" of
//     a multipart form. What else it holds is not known.
//   - After a failure the script sends the same part again, four times; after a break both ask video/getResumeUploadUrl, which answers
//     video_id, a new upload_url and upload_size, the number of bytes that arrived: UploadFromBreakBean of the app, and five pages. The app
//     goes on at that very byte, the script at the beginning of its part of 5 MiB, so that the host bears bytes that it has already.
//
// Inferred: that an upload is complete when upload_size is the size of the file, though no answer said so; that an address which is too old
// is answered with something other than code 1, whatever that is; that any such answer is worth another try with a new address.

// CreateVideoUploadRequest describes the file of a video to make.
type CreateVideoUploadRequest struct {
	FileName    string            `json:"file_name" check:"required"`                   // the file's name, which becomes the video's name; its ending tells the format
	Definitions []VideoDefinition `json:"definition" wire:"comma" check:"required,ids"` // what the video is transcoded to
	Audio       bool              `json:"audio_with_view" wire:"01"`                    // treat the file as audio; default no
	Formats     []VideoFormat     `json:"format" wire:"comma" check:"ids"`              // of VideoFormatMP4, VideoFormatFLV and VideoFormatM3U8; default these three
	Encrypted   *bool             `json:"encrypt" wire:"12"`                            // default yes for accounts with the right to encrypt
	HTTPS       *bool             `json:"use_https" wire:"01"`                          // ask for an https address; default yes, always sent. The vendor's own default is no
}

// Validate refuses sums of definitions and formats.
func (r *CreateVideoUploadRequest) Validate() []classcloud.FieldError {
	return append(notBits("Definitions", "definition", r.Definitions), notBits("Formats", "format", r.Formats)...)
}

// CreatedVideoUpload is a new video whose file is still to be uploaded, and the address that takes it.
type CreatedVideoUpload struct {
	VideoID   int64  `json:"video_id,omitzero" check:"required"`
	UploadURL string `json:"upload_url,omitzero" check:"required"` // who has it can upload; the vendor does not say for how long
}

// Format writes the CreatedVideoUpload with what is secret in it hidden.
func (u CreatedVideoUpload) Format(f fmt.State, verb rune) {
	type plain CreatedVideoUpload
	transport.Hidden(f, verb, "baijiayun.CreatedVideoUpload", plain(u))
}

// LogValue gives slog the CreatedVideoUpload with what is secret in it hidden.
func (u CreatedVideoUpload) LogValue() slog.Value { return transport.HiddenLog(u) }

// CreateUpload makes a video without its file, and returns the address that takes the file, from a browser for instance. Upload does this
// and sends the file.
//
// Baijiayun 获取视频/音频上传地址 (点播服务端API接口文档), POST /openapi/video/getUploadUrl. The parameters are those of 007gzs/baijiayun and
// a07061625/swooleyaf, the reply that of the programs named above. A repeat makes another video, so the call is never repeated once it
// may have arrived: when classcloud.MaybeApplied(err), look in List for a video of that name first.
func (s VideosService) CreateUpload(ctx context.Context, in *CreateVideoUploadRequest, opts ...classcloud.CallOption) (*CreatedVideoUpload, error) {
	if in != nil && in.HTTPS == nil {
		ask := *in
		ask.HTTPS, in = new(true), &ask
	}
	return call[*CreatedVideoUpload](ctx, s.client, opVideosCreateUpload, in, opts)
}

// GetVideoUploadRequest names a video whose upload broke off.
type GetVideoUploadRequest struct {
	VideoID int64 `json:"video_id" check:"required"`
	HTTPS   *bool `json:"use_https" wire:"01"` // ask for an https address; default yes, always sent. The vendor's own default is no
}

// VideoUpload is an upload that broke off: what has arrived, and the address that takes the rest.
type VideoUpload struct {
	VideoID      int64  `json:"video_id,omitzero" check:"required"`
	UploadURL    string `json:"upload_url,omitzero" check:"required"` // who has it can upload; the vendor does not say for how long
	UploadedSize int64  `json:"upload_size" check:"present"`          // bytes that have arrived
}

// Format writes the VideoUpload with what is secret in it hidden.
func (u VideoUpload) Format(f fmt.State, verb rune) {
	type plain VideoUpload
	transport.Hidden(f, verb, "baijiayun.VideoUpload", plain(u))
}

// LogValue gives slog the VideoUpload with what is secret in it hidden.
func (u VideoUpload) LogValue() slog.Value { return transport.HiddenLog(u) }

// GetUpload returns how much of a video's file has arrived, and an address that takes the rest. Upload calls it by itself.
//
// Baijiayun 获取断点续传地址 (点播服务端API接口文档), POST /openapi/video/getResumeUploadUrl. The parameters are those of 007gzs/baijiayun
// and a07061625/swooleyaf, the reply that of the programs named above. What it answers for a video that is complete is not known. Safe
// to repeat.
func (s VideosService) GetUpload(ctx context.Context, in *GetVideoUploadRequest, opts ...classcloud.CallOption) (*VideoUpload, error) {
	if in != nil && in.HTTPS == nil {
		ask := *in
		ask.HTTPS, in = new(true), &ask
	}
	return call[*VideoUpload](ctx, s.client, opVideosGetUpload, in, opts)
}

// UploadVideoRequest describes a video to upload, or the rest of one.
type UploadVideoRequest struct {
	File *classcloud.File `json:"file" wire:"file" check:"required"` // from its current position to its end; Content must be an io.Seeker, such as an *os.File

	// VideoID is that of an upload which broke off, to go on with: the vendor says how much it has, and Upload sends the rest. The file must
	// be the same, from the same position. FileName, Definitions, Audio, Formats and Encrypted were settled by then, and are not looked at.
	VideoID int64 `json:"video_id"`

	FileName    string            `json:"file_name"`                           // becomes the video's name; default File.Name
	Definitions []VideoDefinition `json:"definition" wire:"comma" check:"ids"` // what the video is transcoded to; required for a new video
	Audio       bool              `json:"audio_with_view" wire:"01"`           // treat the file as audio; default no
	Formats     []VideoFormat     `json:"format" wire:"comma" check:"ids"`     // of VideoFormatMP4, VideoFormatFLV and VideoFormatM3U8; default these three
	Encrypted   *bool             `json:"encrypt" wire:"12"`                   // default yes for accounts with the right to encrypt
	HTTPS       *bool             `json:"use_https" wire:"01"`                 // ask for an https address; default yes. The vendor's own default is no
	PartSize    int64             `json:"part_size" wire:"local"`              // bytes of a part; default 5 MiB. Public programs send 2 MiB and 5 MiB

	// Created is called with the id of the video once it is made and before its file is sent: kept, it lets another process go on with it.
	Created func(videoID int64) `json:"-"`

	// Progress is called before the first part and after every part that arrived, with the bytes that the vendor has and those of the file.
	// done can go back, when the vendor has less than it took. Both functions are called by Upload itself, never at the same time.
	Progress func(done, total int64) `json:"-"`
}

// Validate refuses a new video without its definitions, sums of definitions and formats, and sizes that cannot be.
func (r *UploadVideoRequest) Validate() []classcloud.FieldError {
	problems := append(notBits("Definitions", "definition", r.Definitions), notBits("Formats", "format", r.Formats)...)
	if r.VideoID == 0 && len(r.Definitions) == 0 {
		problems = append(problems, classcloud.FieldError{Field: "Definitions", Wire: "definition", Problem: "is required for a new video"})
	}
	if r.VideoID < 0 {
		problems = append(problems, classcloud.FieldError{Field: "VideoID", Wire: "video_id", Problem: "is negative"})
	}
	if r.PartSize < 0 {
		problems = append(problems, classcloud.FieldError{Field: "PartSize", Problem: "is negative"})
	}
	return problems
}

// UploadedVideo is a video and how much of its file the vendor has.
type UploadedVideo struct {
	VideoID      int64 `json:"video_id,omitzero"`
	UploadedSize int64 `json:"upload_size"` // bytes; TotalSize unless it stands beside an error
	TotalSize    int64 `json:"total_size"`  // bytes of the file
}

// Upload makes a video and sends its file, part after part. A part that fails is sent again, from where the vendor says that it stands and
// to a new address, after a pause, until WithMaxAttempts tries in a row (default 3) have brought nothing forward. Then, or when ctx ends,
// the error comes beside the UploadedVideo and holds the video's id as its Key: Upload with that VideoID goes on, also in another process.
// The vendor transcodes the video then; PlaybackCallback tells when it plays.
//
// The file is read as it is sent and never held in memory; after an error it is back at its first position. Only ctx limits how long the
// upload takes; a part may take the timeout of WithTimeout (default 30 seconds), and a second more for every 8 KiB. Parts go to the host
// that the vendor names, unsigned, and do not count as calls for the limiter; observers and loggers see each as a call of Videos.Upload,
// and WithReply its answer. The options hold for the calls behind it too, CreateUpload and GetUpload.
//
// How the host takes a file is known from public programs alone; see the comment at the top of videos_upload.go in the source, which says
// what is inferred. A repeat makes another video, so the first call is never repeated once it may have arrived: when
// classcloud.MaybeApplied(err) and the error's Key is empty, look in List for a video of that name first.
func (s VideosService) Upload(ctx context.Context, in *UploadVideoRequest, opts ...classcloud.CallOption) (*UploadedVideo, error) {
	u, err := newUpload(ctx, s, in, opts)
	if err != nil {
		return nil, err
	}
	if u.VideoID == 0 {
		name := u.in.FileName
		if name == "" {
			name = u.in.File.Name
		}
		made, err := s.CreateUpload(ctx, &CreateVideoUploadRequest{FileName: name, Definitions: u.in.Definitions, Audio: u.in.Audio,
			Formats: u.in.Formats, Encrypted: u.in.Encrypted, HTTPS: u.in.HTTPS}, opts...)
		if made == nil || made.VideoID == 0 {
			return nil, err
		}
		u.made, u.VideoID, u.url = true, made.VideoID, made.UploadURL
		if u.in.Created != nil {
			u.in.Created(made.VideoID)
		}
		if err != nil { // the reply lacks the address
			return &u.UploadedVideo, u.failed(asFailure(err))
		}
	}
	if failure := u.send(ctx); failure != nil {
		if !u.reader.reads() {
			_, _ = u.file.Seek(u.from, io.SeekStart) // the upload has failed already, and whoever goes on with the file will see
		}
		return &u.UploadedVideo, u.failed(failure)
	}
	return &u.UploadedVideo, nil
}

const (
	opNameUpload    = "Videos.Upload"
	defaultPartSize = 5 << 20
)

// newUpload checks a request, and measures its file.
func newUpload(ctx context.Context, s VideosService, in *UploadVideoRequest, opts []classcloud.CallOption) (*upload, error) {
	road := s.client.road()
	config := road.Config().CallConfig
	if s.client == nil || s.client.uploads == nil {
		return nil, transport.ErrUnbuilt(vendor, opNameUpload)
	}
	err := config.Apply(opts...)
	if ctx == nil {
		err = errors.New("the context is nil: give context.Background()")
	}
	if err != nil {
		return nil, unsent(err.Error(), nil)
	}
	if _, problems := wire.Build(in, nil, config.SkipChecks); len(problems) > 0 || in == nil {
		return nil, unsent("nothing was sent", problems)
	}
	u := &upload{service: s, in: *in, opts: opts, config: config}
	u.VideoID = in.VideoID
	if u.in.PartSize <= 0 {
		u.in.PartSize = defaultPartSize
	}
	problem := "is nil"
	if in.File != nil && in.File.Content != nil {
		problem = u.measure(in.File.Content)
	}
	if problem != "" {
		return nil, unsent("nothing was sent", []classcloud.FieldError{{Field: "File.Content", Wire: "file", Problem: problem}})
	}
	return u, nil
}

// measure finds out how large the file is, and says what is wrong with it.
func (u *upload) measure(content io.Reader) string {
	file, seeks := content.(io.ReadSeeker)
	if !seeks {
		return "must be an io.Seeker, such as an *os.File: its size has to be known, and a part may have to be read again"
	}
	from, err := file.Seek(0, io.SeekCurrent)
	end := from
	if err == nil {
		end, err = file.Seek(0, io.SeekEnd)
	}
	switch {
	case err != nil:
		return "cannot seek, as a pipe cannot: " + err.Error()
	case end <= from:
		return "is at its end: there is nothing to upload"
	}
	if _, err := file.Seek(from, io.SeekStart); err != nil {
		return "cannot seek: " + err.Error()
	}
	u.file, u.from, u.TotalSize = file, from, end-from
	return ""
}

func unsent(message string, fields []classcloud.FieldError) *classcloud.Error {
	return &classcloud.Error{Vendor: vendor, Operation: opNameUpload, Kind: classcloud.InvalidArgument, Message: message, Fields: fields,
		Outcome: classcloud.OutcomeNotSent}
}

// failed returns the error of an upload whose video exists: it holds the video's id.
func (u *upload) failed(failure *classcloud.Error) error {
	e := *failure
	e.Vendor, e.Operation, e.Key = vendor, opNameUpload, strconv.FormatInt(u.VideoID, 10)
	if failure.Operation != "" && failure.Operation != opNameUpload {
		e.Message = failure.Operation + ": " + e.Message
	}
	e.Message = fmt.Sprintf("video %d has %d of %d bytes: %s", u.VideoID, u.UploadedSize, u.TotalSize, e.Message)
	switch e.Kind {
	case classcloud.NotFound, classcloud.FailedPrecondition, classcloud.InvalidArgument:
	default:
		if e.Hint == "" {
			e.Hint = "Upload goes on with VideoID " + e.Key
		}
	}
	if u.made && e.Outcome != classcloud.OutcomeApplied {
		e.Outcome = classcloud.OutcomeUnknown // the video is made, whatever became of its file
	}
	return &e
}

func asFailure(err error) *classcloud.Error {
	var failure *classcloud.Error
	if errors.As(err, &failure) {
		return failure
	}
	return &classcloud.Error{Kind: classcloud.Unknown, Message: err.Error(), Err: err}
}
