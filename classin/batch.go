package classin

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// batch holds what a batch knows about its items before they are sent.
type batch[T any] struct {
	count int                               // the number of items asked for; -1 when the vendor decides
	name  string                            // the member that names an item in the reply, "classId" for instance; empty when there is none
	keys  []string                          // the value of that member for each item of the request
	fill  func(i int, value *T, doubt bool) // sets what the reply does not repeat: the item's id
	keyed bool                              // every item has an identity: a repeat is safe
	sent  []classcloud.Param                // parameters that are always the same
}

// sendBatch carries out a batch and returns a verdict for each item, in the order of the request.
func sendBatch[T any](ctx context.Context, c *Client, id opID, in any, b batch[T], opts []classcloud.CallOption) ([]classcloud.Item[T], error) {
	var rows []json.RawMessage
	call := &transport.Call{Op: operations[id], ID: int(id), In: in, Params: b.sent}
	call.Op.Keyed = b.keyed
	err := c.road().Do(ctx, call, &rows, opts)
	if err != nil && rows == nil {
		return b.doubtful(err), err
	}
	return b.items(call, rows, replies[id]), strictCode(err) // an error beside the items stands for strict warnings
}

// doubtful returns the items of a failed batch that may have been applied and can be repeated, with the identities to repeat them under.
func (b *batch[T]) doubtful(err error) []classcloud.Item[T] {
	e, ok := errors.AsType[*classcloud.Error](err)
	if !ok || !b.keyed || !classcloud.MaybeApplied(err) {
		return nil
	}
	e.Hint = "create them again under the identities that come beside this error: that finds each or makes it, never a second one"
	out := make([]classcloud.Item[T], b.count)
	for i := range out {
		out[i].Index, out[i].Err = i, err
		if b.fill != nil {
			b.fill(i, &out[i].Value, true)
		}
	}
	return out
}

// items matches each item with its row: by the name it has in the reply, or else by its place.
func (b *batch[T]) items(call *transport.Call, rows []json.RawMessage, how reading) []classcloud.Item[T] {
	places := b.places(rows)
	out := make([]classcloud.Item[T], max(b.count, len(rows)))
	if b.count >= 0 {
		out = out[:b.count]
	}
	answered := make([]bool, len(out))
	for i, raw := range rows {
		if at := places[i]; at < len(out) && !answered[at] && string(raw) != "null" {
			out[at], answered[at] = readItem[T](call, raw, how), true
		}
	}
	for i := range out {
		out[i].Index = i
		if b.fill != nil {
			b.fill(i, &out[i].Value, call.Doubt)
		}
		if !answered[i] {
			out[i].Err = itemError(call, &classcloud.Error{Kind: classcloud.DataLoss, Message: "the reply does not mention this item"})
		}
	}
	return out
}

// mostItems limits the places that a reply may name.
const mostItems = 10000

// readBatch returns the list of a batch's items. The code of the whole batch is success, a warning or an error.
func (o reading) readBatch(c *transport.Call, v *verdict) ([]byte, *classcloud.Error) {
	if warning, warned := v.warning(); warned {
		c.Warnings = append(c.Warnings, warning)
	} else if v.code != codeOK {
		return nil, o.failed(v.code, v.message)
	}
	list := v.data
	if o.list != "" {
		if inner, err := wire.Split(v.data); err == nil { // otherwise data is the list itself, or nothing
			list = inner.Get(o.list)
		}
	}
	rows, gaps := rowsWithGaps(list)
	if gaps {
		list = writeRows(rows)
	} else if wire.Decode(list, &rows) != nil {
		return list, nil //nolint:nilerr // not a list: reading the result says so
	}
	c.Warnings = append(c.Warnings, itemWarnings(rows)...)
	return list, nil
}

// rowsWithGaps reads the object that PHP writes for a list with gaps: the name of each member is an item's place. The rows of the gaps
// are nil.
func rowsWithGaps(list []byte) (rows []json.RawMessage, ok bool) {
	object, err := wire.Split(list)
	if err != nil {
		return nil, false
	}
	for _, m := range object {
		at, err := strconv.Atoi(m.Name)
		if err != nil || at < 0 || at >= mostItems {
			return nil, false
		}
		for len(rows) <= at {
			rows = append(rows, nil)
		}
		rows[at] = m.Raw
	}
	return rows, true
}

// writeRows writes rows as a list, with null for the nil ones.
func writeRows(rows []json.RawMessage) []byte {
	out := wire.Value{Kind: wire.List, Items: make([]wire.Member, len(rows))}
	for i, raw := range rows {
		if raw != nil {
			out.Items[i].Value = wire.Value{Kind: wire.JSON, Text: string(raw)}
		}
	}
	return out.AppendJSON(nil)
}

// itemWarnings returns the warnings of a batch's items.
func itemWarnings(rows []json.RawMessage) (found []classcloud.Warning) {
	for _, raw := range rows {
		row, err := wire.Split(raw)
		if v, ok := judge(row); err == nil && ok {
			if warning, warned := v.warning(); warned {
				found = append(found, warning)
			}
		}
	}
	return found
}

// places returns the item that each row is about. The names in the rows count only if every row names a different item.
func (b *batch[T]) places(rows []json.RawMessage) []int {
	byPlace, byName := make([]int, len(rows)), make([]int, 0, len(rows))
	for i, raw := range rows {
		byPlace[i] = i
		if b.name == "" {
			continue
		}
		row, _ := wire.Split(raw)
		at := slices.Index(b.keys, row.Text(b.name))
		if at >= 0 && !slices.Contains(byName, at) {
			byName = append(byName, at)
		}
	}
	if len(byName) == len(rows) {
		return byName
	}
	return byPlace
}

// readItem reads one row: errno and error of v1, or code and msg of v2.
func readItem[T any](call *transport.Call, raw []byte, how reading) (item classcloud.Item[T]) {
	row, err := wire.Split(raw)
	v, ok := judge(row)
	if err != nil || !ok {
		item.Err = itemError(call, &classcloud.Error{Kind: classcloud.DataLoss, Message: "the item's verdict cannot be read"})
		return item
	}
	existed := slices.Contains(how.existed, v.number())
	if warning, warned := v.warning(); warned {
		item.Warnings = []classcloud.Warning{warning}
	} else if v.code != codeOK && (!existed || how.needsID && !hasID(v.data) && !hasID(row.Get(how.id))) {
		item.Err = itemError(call, how.failed(v.code, v.message))
	}
	value := wire.AppendJSONObject(nil, append(others(row), how.assemble(&v, existed && item.Err == nil, nil)...))
	report, err := wire.Read(value, &item.Value)
	switch {
	case err != nil:
		item.Err = errors.Join(item.Err, unreadItem(call, err))
	case len(report.Fields) > 0 && item.Err == nil:
		item.Err = unreadItem(call, report.Fields[0])
	}
	return item
}

// unreadItem is the error of an item that was done, and whose answer does not fit.
func unreadItem(call *transport.Call, err error) error {
	return itemError(call, &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeApplied, Message: "cannot read the item: " + err.Error(), Err: err})
}

// itemError completes the error of an item.
func itemError(call *transport.Call, e *classcloud.Error) *classcloud.Error {
	e.Vendor, e.Operation, e.Attempts = vendor, call.Op.Name, call.Attempt
	return e
}

// keysOf returns the ids of a batch as the reply writes them.
func keysOf[E any, N ~int64](items []E, id func(E) N) []string {
	keys := make([]string, len(items))
	for i, item := range items {
		keys[i] = strconv.FormatInt(int64(id(item)), 10)
	}
	return keys
}

// Ack is the result of an operation that returns nothing but may add warnings to its success.
type Ack struct {
	Warnings []classcloud.Warning `json:"warnings,omitzero"` // what the vendor says beside the success
}

// StudentRef identifies the student that a batch item is about.
type StudentRef struct {
	StudentUID   UID    `json:"studentUid,omitzero"`
	CustomColumn string `json:"customColumn,omitzero"` // the caller's own mark, as it was sent
}

// ClassRef identifies the class that a batch item is about.
type ClassRef struct {
	ClassID      int64  `json:"classId,omitzero"`
	CustomColumn string `json:"customColumn,omitzero"` // the caller's own mark, as it was sent
}

// CourseRef identifies the course that a batch item is about.
type CourseRef struct {
	CourseID     int64  `json:"courseId,omitzero"`
	CustomColumn string `json:"customColumn,omitzero"` // the caller's own mark, as it was sent
}

// InBatches sends a list that is longer than one call takes, size elements at a time, and returns a verdict for each element, in order.
// It stops at the first call that fails and returns its error. The elements of that call carry the error too, and those after it an
// error that says they were not sent. So elements without an error are done, and elements whose error is classcloud.MaybeApplied may be.
//
//	items, err := classin.InBatches(ctx, classes, 30, func(ctx context.Context, part []classin.NewClass) ([]classcloud.Item[classin.CreatedClass], error) {
//		return client.Classes.CreateBatch(ctx, &classin.CreateClassBatchRequest{CourseID: courseID, Classes: part})
//	})
func InBatches[In, Out any](ctx context.Context, list []In, size int, send func(context.Context, []In) ([]classcloud.Item[Out], error)) ([]classcloud.Item[Out], error) {
	out := make([]classcloud.Item[Out], 0, len(list))
	var failure error
	for from := 0; from < len(list); from += max(size, 1) {
		part := list[from:min(from+max(size, 1), len(list))]
		var verdicts []classcloud.Item[Out]
		var problem error
		if failure == nil {
			verdicts, failure = send(ctx, part)
			problem = failure
		} else {
			problem = &classcloud.Error{Vendor: vendor, Operation: "InBatches", Kind: classcloud.Aborted, Outcome: classcloud.OutcomeNotSent,
				Message: "not sent: a call before it failed"}
		}
		for i := range part {
			item := classcloud.Item[Out]{Err: problem}
			if i < len(verdicts) {
				item = verdicts[i] // beside an error it holds the identity to go on under
			}
			item.Index = from + i
			out = append(out, item)
		}
	}
	return out, failure
}
