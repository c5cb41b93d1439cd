package transport

import (
	"fmt"
	"io"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// rewinder is a file of an upload with its position before the first attempt. Each attempt is encoded anew and would otherwise start
// where the one before stopped reading.
type rewinder struct {
	file io.Seeker // nil for a stream that can be read only once
	from int64
}

func rewinders(files []wire.FilePart) []rewinder {
	out := make([]rewinder, len(files))
	for i, f := range files {
		if file, ok := f.File.Content.(io.Seeker); ok {
			if from, err := file.Seek(0, io.SeekCurrent); err == nil { // a pipe is an io.Seeker, but its Seek fails
				out[i] = rewinder{file, from}
			}
		}
	}
	return out
}

func (r *run) rewindable() bool {
	for _, f := range r.files {
		if f.file == nil {
			return false
		}
	}
	return true
}

// rewind sets files that were read back to their first position.
func (r *run) rewind() error {
	if !r.touched {
		return nil
	}
	for _, f := range r.files {
		if f.file == nil {
			continue
		}
		if _, err := f.file.Seek(f.from, io.SeekStart); err != nil {
			return fmt.Errorf("the file cannot be read again: %w", err)
		}
	}
	return nil
}
