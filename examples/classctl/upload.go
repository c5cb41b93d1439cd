package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/examples/internal/vendors"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// upload uploads a video, and shows on errs how far it is. Its id comes out even when the upload fails: with video_id=… it goes on.
func upload(ctx context.Context, args []string, env func(string) string, out, errs io.Writer) error {
	if len(args) < 1 || args[0] != "baijiayun" {
		return &invoke.UsageError{Problem: "upload wants baijiayun file=@VIDEO definition=[16,1] …: the other vendors do not take videos"}
	}
	values, err := parse(args[1:])
	if err != nil {
		return err
	}
	vendor, err := vendors.Find(args[0])
	if err != nil {
		return err
	}
	session, err := vendor.Connect(env, errs)
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
	show := &bar{to: errs, live: isTerminal(errs)}
	in.Created, in.Progress = show.made, show.progress
	result, failure := session.Client.(*baijiayun.Client).Videos.Upload(ctx, in)
	show.end()
	if result == nil {
		return failure
	}
	text, err := invoke.Print(result)
	if err == nil {
		_, err = fmt.Fprintf(out, "%s\n", text)
	}
	return errors.Join(failure, err)
}

// isTerminal reports whether what is written to w is seen by somebody as it is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// bar shows how far an upload is: on a terminal as one line that changes, elsewhere as a line for every tenth.
type bar struct {
	to   io.Writer
	live bool
	last int64 // the tenth that was written last, from 1
	open bool  // a line is not ended
}

// width is how many characters a bar has.
const width = 40

func (b *bar) made(videoID int64) { fmt.Fprintf(b.to, "video %d is made\n", videoID) }

func (b *bar) progress(done, total int64) {
	if b.live {
		full := int(width * done / total)
		fmt.Fprintf(b.to, "\r[%s%s] %3d %% of %s", strings.Repeat("#", full), strings.Repeat(".", width-full), 100*done/total, megabytes(total))
		b.open = true
		return
	}
	if tenth := 10*done/total + 1; tenth != b.last {
		b.last = tenth
		fmt.Fprintf(b.to, "%d %% of %s\n", 100*done/total, megabytes(total))
	}
}

// end ends the line of a bar.
func (b *bar) end() {
	if b.open {
		fmt.Fprintln(b.to)
	}
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
