package classin

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

// batch holds what a batch knows about its items before they are sent.
type batch[T any] struct {
	count int                // the number of items asked for; -1 when the vendor decides
	asked [][]echo           // what a row may say of each item
	made  []*creation        // under what each item is created; nil where items have no identity
	keyed bool               // every item has an identity: a repeat is safe
	sent  []classcloud.Param // parameters that are always the same
}

// batchReply is what the reply to a batch says beside its rows.
type batchReply struct {
	keys    []int               // the places that the reply itself gives its rows; nil when it does not
	warning *classcloud.Warning // of the whole batch
}

// sendBatch carries out a batch and returns a verdict for each item, in the order of the request.
func sendBatch[T any](ctx context.Context, c *Client, id opID, in any, b batch[T], opts []classcloud.CallOption) ([]classcloud.Item[T], error) {
	var rows []json.RawMessage
	op := operations[id]
	op.Keyed = b.keyed
	call := &transport.Call{Op: &op, ID: int(id), In: in, Params: b.sent, Vendor: &batchReply{}, Rows: new(T)}
	err := c.road().Do(ctx, call, &rows, opts)
	if err != nil && len(rows) == 0 {
		return b.doubtful(err), err
	}
	items, lost := b.items(call, rows, err)
	return items, errors.Join(strictCode(err), lost)
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
		out[i] = classcloud.Item[T]{Index: i, Value: b.blank(i), Err: err}
		b.explain(&out[i])
	}
	return out
}

// explain gives the error of an item the key to go on under.
func (b *batch[T]) explain(item *classcloud.Item[T]) {
	if item.Err != nil && item.Index < len(b.made) && b.made[item.Index].identity != "" {
		item.Err = withKey(item.Err, b.made[item.Index].identity)
	}
}

// blank is an item that the reply says nothing of: it holds what it was asked by.
func (b *batch[T]) blank(i int) (value T) {
	if i < len(b.asked) {
		_ = wire.Decode(wire.AppendJSONObject(nil, fill(nil, b.asked[i])), &value)
	}
	return value
}

// items gives each item the verdict of its row. whole is the failure of the whole batch, if it has one. The error is that of rows that
// belong to none.
func (b *batch[T]) items(call *transport.Call, raws []json.RawMessage, whole error) ([]classcloud.Item[T], error) {
	state := call.Vendor.(*batchReply)
	rows := readRows(raws, state.keys)
	if b.count < 0 {
		out := make([]classcloud.Item[T], len(rows))
		for i := range rows {
			out[i] = b.item(call, i, &rows[i], whole)
		}
		return out, nil
	}
	m := matching{asked: b.asked, count: b.count, rows: rows, keys: state.keys}
	m.match()
	out := make([]classcloud.Item[T], b.count)
	for i := range out {
		odd := m.touching(i)
		switch own := m.own(i); {
		case own != nil:
			out[i] = b.item(call, i, own, whole)
			if len(odd) > 0 {
				out[i].Err = errors.Join(out[i].Err, itemError(call, contradiction(odd)))
			}
		case len(odd) > 0:
			out[i] = classcloud.Item[T]{Index: i, Value: b.blank(i), Err: itemError(call, contradiction(odd))}
		case whole != nil:
			out[i] = classcloud.Item[T]{Index: i, Value: b.blank(i), Err: whole}
		default:
			out[i] = classcloud.Item[T]{Index: i, Value: b.blank(i), Err: itemError(call,
				&classcloud.Error{Kind: classcloud.DataLoss, Message: "the reply does not mention this item"})}
		}
		b.explain(&out[i])
	}
	if spare := m.spare(); len(spare) > 0 {
		return out, itemError(call, &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeApplied, Rows: spare,
			Message: strconv.Itoa(len(spare)) + " of the reply's rows are of nothing that was asked for: they come with this error"})
	}
	return out, nil
}

// contradiction is the error of an item of which the reply's rows do not say clearly which one is its own.
func contradiction(rows []classcloud.RowError) *classcloud.Error {
	return &classcloud.Error{Kind: classcloud.DataLoss, Rows: rows,
		Message: "the reply does not say clearly which of its rows is this item's: those in question come with this error"}
}

// item reads the row of an item.
func (b *batch[T]) item(call *transport.Call, i int, r *row, whole error) classcloud.Item[T] {
	how := replies[opID(call.ID)]
	var asked []echo
	if i < len(b.asked) {
		asked = b.asked[i]
	}
	found := !(b.keyed && call.Doubt) && !(i < len(b.made) && b.made[i].ours) // after an unanswered try, or under our own identity, this call made it
	item := readItem[T](call, r, how, asked, found, whole)
	item.Index = i
	if warning := call.Vendor.(*batchReply).warning; warning != nil && item.Err == nil {
		item.Warnings = append(item.Warnings, *warning)
	}
	if e, ok := errors.AsType[*classcloud.Error](whole); ok && e.HTTPStatus >= http.StatusBadRequest && item.Err == nil {
		item.Err = whole // the HTTP status says no, or leaves it open
	}
	return item
}

// readBatch returns the list of a batch's items. The code of the whole batch is success, a warning or an error.
func (o reading) readBatch(c *transport.Call, v *verdict) ([]byte, *classcloud.Error) {
	state, ok := c.Vendor.(*batchReply)
	if !ok {
		state = new(batchReply)
	}
	*state = batchReply{}
	var failure *classcloud.Error
	if warning, warned := v.warning(); warned {
		state.warning = &warning
		c.Warnings = append(c.Warnings, warning)
	} else if v.code != codeOK {
		failure = o.failed(v.code, v.message)
	}
	list := v.data
	if o.split != nil {
		list = o.split(c, list)
	}
	if o.list != "" {
		if inner, err := wire.Split(v.data); err == nil { // otherwise data is the list itself, or nothing
			list = inner.Get(o.list)
		}
	}
	rows := wire.Elements(list)
	if keyed, keys, ok := rowsWithKeys(list); ok {
		rows, state.keys, list = keyed, keys, writeRows(keyed)
	}
	switch {
	case failure == nil:
		c.Warnings = append(c.Warnings, itemWarnings(rows)...)
		return list, nil
	case len(rows) == 0:
		return nil, failure
	}
	if failure.Outcome == classcloud.OutcomeNotApplied && slices.ContainsFunc(rows, o.isDone) {
		failure.Outcome = classcloud.OutcomeUnknown // the batch says no, and a row says yes
	}
	return list, failure
}

// isDone reports whether a row says that its item was done, or names the id of what it made.
func (o reading) isDone(raw []byte) bool {
	row, err := wire.Split(raw)
	v, ok := judge(row)
	return err == nil && (ok && v.code == codeOK || o.id != "" && (hasID(v.data) || hasID(row.Get(o.id))))
}

// writeRows writes rows as a list.
func writeRows(rows [][]byte) []byte {
	out := wire.Value{Kind: wire.List, Items: make([]wire.Member, len(rows))}
	for i, raw := range rows {
		out.Items[i].Value = wire.Value{Kind: wire.JSON, Text: string(raw)}
	}
	return out.AppendJSON(nil)
}

// itemWarnings returns the warnings of a batch's items.
func itemWarnings(rows [][]byte) (found []classcloud.Warning) {
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

// readItem reads one row: errno and error of v1, or code and msg of v2. found says that a thing which exists was there before the call.
func readItem[T any](call *transport.Call, r *row, how reading, asked []echo, found bool, whole error) (item classcloud.Item[T]) {
	row, err := wire.Split(r.raw)
	v, ok := judge(row)
	if err != nil || !ok && whole == nil {
		item.Err = itemError(call, &classcloud.Error{Kind: classcloud.DataLoss, Message: "the item's verdict cannot be read",
			Rows: []classcloud.RowError{r.failure("has no verdict")}})
		_ = wire.Decode(wire.AppendJSONObject(nil, fill(nil, asked)), &item.Value)
		return item
	}
	existed := slices.Contains(how.existed, v.number())
	done := how.isDoneAlready(call, &v)
	if warning, warned := v.warning(); warned {
		item.Warnings = []classcloud.Warning{warning}
	} else if !ok {
		item.Err = whole
	} else if v.code != codeOK && !done && (!existed || how.needsID && !hasID(v.data) && !hasID(row.Get(how.id))) {
		item.Err = itemError(call, how.failedItem(call, row, &v))
	}
	members := append(others(row), how.assemble(call, &v, existed && found && item.Err == nil, nil)...)
	how.rename(call, members)
	report, err := wire.Read(wire.AppendJSONObject(nil, fill(members, asked)), &item.Value)
	switch {
	case err != nil:
		item.Err = errors.Join(item.Err, unreadItem(call, r, err))
	case len(report.Fields) > 0 && item.Err == nil:
		item.Err = unreadItem(call, r, report.Fields[0])
	}
	return item
}

// failedItem makes the error of an item that is refused. After an unanswered try of the call, and beside an id, a refusal does not prove that
// nothing was applied.
func (o reading) failedItem(call *transport.Call, row wire.Envelope, v *verdict) *classcloud.Error {
	e := o.failed(v.code, v.message)
	_, inData := readID(o.idOf(v))
	_, inRow := readID(row.Get(o.id))
	if o.id != "" && (inData == nil || inRow == nil) {
		besideID(e)
	}
	if call.Doubt && e.Outcome == classcloud.OutcomeNotApplied {
		e.Outcome = classcloud.OutcomeUnknown
	}
	return e
}

// unreadItem is the error of an item that was done, and whose answer does not fit.
func unreadItem(call *transport.Call, r *row, err error) error {
	return itemError(call, &classcloud.Error{Kind: classcloud.DataLoss, Outcome: classcloud.OutcomeApplied, Message: "cannot read the item: " + err.Error(), Err: err,
		Rows: []classcloud.RowError{r.failure(err.Error())}})
}

// itemError completes the error of an item.
func itemError(call *transport.Call, e *classcloud.Error) *classcloud.Error {
	e.Vendor, e.Operation, e.Attempts = vendor, call.Op.Name, call.Attempt
	e.Repeatable = call.Op.IsRepeatable(e)
	return e
}

// Ack is the result of an operation that returns nothing but may add warnings to its success.
type Ack struct {
	Warnings []classcloud.Warning `json:"warnings,omitzero"` // what the vendor says beside the success
}

// StudentRef identifies the student that a batch item is about.
type StudentRef struct {
	StudentUID   UID    `json:"studentUid,omitzero" check:"required"`
	CustomColumn string `json:"customColumn,omitzero"` // the caller's own mark, as it was sent
}

// ClassRef identifies the class that a batch item is about.
type ClassRef struct {
	ClassID      int64  `json:"classId,omitzero" check:"required"`
	CustomColumn string `json:"customColumn,omitzero"` // the caller's own mark, as it was sent
}

// CourseRef identifies the course that a batch item is about.
type CourseRef struct {
	CourseID     int64  `json:"courseId,omitzero" check:"required"`
	CustomColumn string `json:"customColumn,omitzero"` // the caller's own mark, as it was sent
}
