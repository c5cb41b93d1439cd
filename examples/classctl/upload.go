package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"

	"github.com/spf13/cobra"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// uploadType is what upload fills, and uploadOperation what it calls first.
var (
	uploadType      = reflect.TypeFor[baijiayun.UploadVideoRequest]()
	uploadOperation = classcloud.Operation{Name: "Videos.Upload"}
)

func (a *app) uploadCommand() *cobra.Command {
	const want = "upload wants baijiayun file=@VIDEO definition=[16,1] …: the other vendors do not take videos"
	return &cobra.Command{
		Use:   "upload baijiayun file=@VIDEO name=value …",
		Short: "Uploads a video, and shows how far it is",
		Long: "upload uploads a video in parts, and shows on standard error how far it is. The video's id comes out even when the upload fails: with\n" +
			"video_id=… it goes on.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 1 || args[0] != "baijiayun" {
				return &invoke.UsageError{Problem: want}
			}
			return nil
		},
		RunE:              func(cmd *cobra.Command, args []string) error { return a.upload(cmd.Context(), args) },
		ValidArgsFunction: completeUpload,
	}
}

// upload uploads a video, and shows on errs how far it is. Its id comes out even when the upload fails: with video_id=… it goes on.
func (a *app) upload(ctx context.Context, args []string) error {
	values, err := parse(args[1:])
	if err != nil {
		return err
	}
	vendor, err := findVendor(args[0])
	if err != nil {
		return err
	}
	session, err := vendor.Connect(a.env, a.errs)
	if err != nil {
		return err
	}
	defer session.Close()
	files := &opened{}
	defer files.close()
	in := &baijiayun.UploadVideoRequest{}
	if err := (&wire.Filler{Open: files.open}).Fill(in, values); err != nil {
		return &invoke.UsageError{Problem: "upload: " + err.Error()}
	}
	show := newBar(a.errs)
	in.Created, in.Progress = show.made, show.progress
	result, failure := session.Client.(*baijiayun.Client).Videos.Upload(ctx, in)
	show.end()
	if result == nil {
		return failure
	}
	return errors.Join(failure, a.print(result))
}

// opened keeps the files of an upload, which are closed after the call. On a terminal show says how far it is.
type opened struct {
	files []*os.File
	show  *bar
}

func (o *opened) open(path string) (*classcloud.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	o.files = append(o.files, f)
	file := &classcloud.File{Name: filepath.Base(path), Content: f}
	if info, err := f.Stat(); err == nil && o.show != nil && o.show.live && info.Size() > 0 {
		file.Content = &watched{f, o.show, info.Size()}
	}
	return file, nil
}

func (o *opened) close() {
	for _, f := range o.files {
		_ = f.Close()
	}
}

// watched is a file that shows how far it has been read. It can seek as the file can, so that a call with it can be repeated.
type watched struct {
	io.ReadSeeker
	show *bar
	size int64
}

// Read reads from the file, and shows how far that was.
func (w *watched) Read(p []byte) (int, error) {
	n, err := w.ReadSeeker.Read(p)
	if at, failed := w.Seek(0, io.SeekCurrent); failed == nil {
		w.show.progress(at, w.size)
	}
	return n, err
}
