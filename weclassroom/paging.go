package weclassroom

import (
	"context"
	"slices"

	"github.com/go-classcloud/classcloud"
)

// maxIDs is how many ids a read takes per call. API 19 documents the limit; APIs 18, 20 and 25 do not mention one.
const maxIDs = 100

// batched sends the ids in parts, one after the other, and joins the rows in order. An error comes with the rows read before it.
func batched[Row, ID any](ctx context.Context, c *Client, id opID, ids []ID, request func(part []ID) any, opts []classcloud.CallOption) ([]Row, error) {
	if len(ids) <= maxIDs {
		return call[[]Row](ctx, c, id, request(ids), opts)
	}
	var out []Row
	for part := range slices.Chunk(ids, maxIDs) {
		rows, err := call[[]Row](ctx, c, id, request(part), opts)
		if err != nil {
			return out, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// lastPage reports whether a page is the last of its list: it is empty, or it is short and the vendor does not count more pages. The
// count alone never ends a walk.
func lastPage(got, size, page, pages int) bool {
	return got == 0 || got < size && page >= pages
}
