package weclassroom

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// maxIDs is how many ids a read takes per call. API 19 documents the limit; APIs 18, 20 and 25 do not mention one.
const maxIDs = 100

// batched sends the ids in parts, one after the other, and joins the rows in order. The list is looked at whole first: one that holds what
// is not an id is refused as it would be in one call, with all of them by their places. Rows that cannot be read are an error beside the
// others, after all parts; any other error comes with the rows read before it.
func batched[Row, ID any](ctx context.Context, c *Client, id opID, ids []ID, request func(part []ID) any, opts []classcloud.CallOption) ([]Row, error) {
	whole := &transport.Call{Op: &operations[id], ID: int(id), In: request(ids)}
	if len(ids) <= maxIDs || !c.road().Passes(whole, opts) {
		return call[[]Row](ctx, c, id, request(ids), opts)
	}
	var out []Row
	var bad *classcloud.Error
	for part := range slices.Chunk(ids, maxIDs) {
		rows, err := call[[]Row](ctx, c, id, request(part), opts)
		out = append(out, rows...)
		if err == nil {
			continue
		}
		e, isRows := errors.AsType[*classcloud.Error](err)
		if !isRows || len(e.Rows) == 0 {
			if bad != nil {
				err = errors.Join(err, bad)
			}
			return out, err
		}
		bad = addRows(bad, e)
	}
	return out, asError(bad)
}

// asError returns nil for no error at all.
func asError(e *classcloud.Error) error {
	if e == nil {
		return nil
	}
	return e
}

// addRows adds the rows of a later part that could not be read to those of the parts before it.
func addRows(before, e *classcloud.Error) *classcloud.Error {
	if before == nil {
		return e
	}
	before.Rows = append(before.Rows, e.Rows...)
	before.Message = fmt.Sprintf("%d of the rows cannot be read, the others come beside this error", len(before.Rows))
	return before
}

// listed is one page of a list, with the counts that the vendor gives.
type listed[T any] struct {
	items        []T
	pages, total int // 0 where the reply does not say
}

// walk goes through a list from page first on. Rows are told apart by key, which is asked for each row of a page in turn.
func walk[T any, K comparable](id opID, first int, key func(T) K, fetch func(page int) (*listed[T], error)) iter.Seq2[T, error] {
	if first == 0 {
		first = 1
	}
	return func(yield func(T, error) bool) {
		came := 0 // rows of this pass
		transport.Walk(vendor, operations[id].Name, first, key, func(page int) (transport.ListPage[T], error) {
			out, err := fetch(page)
			if out == nil {
				return transport.ListPage[T]{Total: -1}, err
			}
			if page == first {
				came = 0
			}
			came += len(out.items)
			if e, ok := errors.AsType[*classcloud.Error](err); ok {
				came += len(e.Rows)
			}
			return transport.ListPage[T]{Items: out.items, Total: out.rows(page, came), More: out.total == 0 && came > 0 && out.pages > page}, err
		})(yield)
	}
}

// rows returns the number of rows of the list, or -1 where the reply does not say: it has no count, or one that the rows that came so
// far or its number of pages contradict. Then an empty page ends the walk.
func (l *listed[T]) rows(page, came int) int {
	if l.total < came || l.pages > page && l.total <= came {
		return -1
	}
	return l.total
}
