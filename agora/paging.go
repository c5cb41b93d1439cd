package agora

import (
	"context"
	"crypto/sha256"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// cursorPage is one page of a list.
type cursorPage[Item any] = transport.CursorPage[Item]

// callPage reads one page of a list. What cannot be read of it stands in the error beside the page.
func callPage[Page any](ctx context.Context, c *Client, id opID, in any, next func(*Page) *string, opts []classcloud.CallOption) (*Page, error) {
	page, err := call[*Page](ctx, c, id, in, opts)
	if page != nil {
		*next(page) = cursorOf(*next(page))
	}
	return page, err
}

// noCursors are the texts that programs write where there is nothing. The document itself writes null into a query.
var noCursors = []string{"null", "undefined", "nil", "none", "false", "0", "-1"}

// cursorOf returns the cursor of the next page. It is empty for a text that means that there is no next page.
func cursorOf(nextID string) string {
	nextID = strings.TrimSpace(nextID)
	if slices.Contains(noCursors, strings.ToLower(nextID)) {
		return ""
	}
	return nextID
}

// walk walks the pages of a list and gives list a copy of the caller's request for each page. key tells rows apart; a row whose key is
// empty cannot be told from others, and is always yielded.
func walk[In, Item any](id opID, in *In, cursor func(*In) *string, key func(Item) string, list func(ask *In) (cursorPage[Item], error)) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		var first In
		if in != nil {
			first = *in
		}
		unnamed := 0
		name := func(item Item) string {
			if k := key(item); k != "" {
				return k
			}
			unnamed++
			return strconv.Itoa(unnamed)
		}
		transport.Cursors(vendor, operations[id].Name, *cursor(&first), name, func(next string) (cursorPage[Item], error) {
			ask := first
			*cursor(&ask) = next
			return list(&ask)
		})(yield)
	}
}

// eventKey tells events apart: by their place and by what they say, so that two events under one number are two.
func eventKey(e Event) string { return keyOf(e.Sequence, e.Raw) }

func (e *WidgetEvent) key() string { return keyOf(e.Sequence, e.Raw) }

func keyOf(sequence int64, raw []byte) string {
	if sequence == 0 {
		return ""
	}
	sum := sha256.Sum256(raw)
	return "#" + strconv.FormatInt(sequence, 10) + " " + string(sum[:])
}

// totalOf returns how many rows there are, as the reply says. 0 is what it says without any, and what is read when it says nothing.
func totalOf(total int) int {
	if total <= 0 {
		return -1
	}
	return total
}
