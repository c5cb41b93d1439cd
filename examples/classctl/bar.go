package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
)

// bar shows how far an upload is: on a terminal as one line that changes, elsewhere as a line for every tenth.
type bar struct {
	to   io.Writer
	live bool

	mu   sync.Mutex // net/http may read a body while the call returns
	last int64      // the tenth that was written last, from 1
	open bool       // a line is not ended
	over bool       // end was called
}

func newBar(to io.Writer) *bar { return &bar{to: to, live: isTerminal(to)} }

// isTerminal reports whether what is written to w is seen by somebody as it is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// width is how many characters a bar has.
const width = 40

func (b *bar) made(videoID int64) { fmt.Fprintf(b.to, "video %d is made\n", videoID) }

func (b *bar) progress(done, total int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.over {
		return
	}
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

// end ends the line of a bar, after which nothing more is shown.
func (b *bar) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.over = true
	if b.open {
		fmt.Fprintln(b.to)
	}
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
