package wire

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/go-classcloud/classcloud"
)

// isRow reports whether the elements of such a type are rows: objects, of which one that cannot be read is left out.
func isRow(t reflect.Type) bool {
	t = deref(t)
	return t.Kind() == reflect.Struct && t != timeType && t != dateType && !reflect.PointerTo(t).Implements(unmarshalType) && !reflect.PointerTo(t).Implements(textUnmarshal)
}

// readSlice reads a list, or the object that PHP makes of a list with gaps.
func readSlice(t reflect.Type) reader {
	list := readList(t)
	return func(d *decoding, v reflect.Value) error {
		if d.standsAlone(t.Elem()) {
			return d.alone(t, v, list)
		}
		return list(d, v)
	}
}

func readList(t reflect.Type) reader {
	read, rows := later(t.Elem()), isRow(t.Elem())
	return func(d *decoding, v reflect.Value) error {
		kind := d.dec.PeekKind()
		if kind != '[' && kind != '{' {
			return empty(d, v, '[')
		}
		if _, err := d.dec.ReadToken(); err != nil {
			return err
		}
		v.SetZero()
		if kind == '[' || d.cells {
			v.Set(reflect.MakeSlice(t, 0, 0))
		}
		start := d.dec.InputOffset()
		for i := 0; ; i++ {
			if next := d.dec.PeekKind(); next == '}' || next == ']' {
				break
			}
			if kind == '{' {
				if err := readIndex(d); err != nil {
					return err
				}
			}
			n := v.Len()
			if n == v.Cap() {
				v.Grow(d.room(n, start))
			}
			v.SetLen(n + 1)
			ok := true
			var err error
			if rows {
				ok, err = d.row(i, v.Index(n), read)
			} else {
				err = d.at(v.Index(n), read)
			}
			if err != nil || !ok {
				v.Index(n).SetZero()
				v.SetLen(n)
			}
			if err != nil {
				return err
			}
		}
		_, err := d.dec.ReadToken()
		return err
	}
}

// room returns for how many elements a list that holds n is to grow: for as many as the rest of the payload has if they are as long as those
// before, so that a long list is not copied again and again. What comes may be longer, so it grows to eight times at most.
func (d *decoding) room(n int, start int64) int {
	if n < 8 {
		return 1
	}
	at := d.dec.InputOffset()
	each := max(1, (at-start)/int64(n))
	rest := (int64(len(d.data)) - at) / each
	return int(min(7*int64(n), rest+rest/32+1))
}

// readIndex reads the key of a list with gaps.
func readIndex(d *decoding) error {
	key, err := d.dec.ReadValue()
	if err != nil {
		return err
	}
	if name := string(unquote(key)); !isIndex(name) {
		return fmt.Errorf("an object with the member %s where a list is expected", quoteShort(name))
	}
	return nil
}

func isIndex(s string) bool {
	_, err := strconv.ParseUint(s, 10, 63)
	return err == nil
}

// readMap reads an object, or the list that PHP makes of a map whose keys happen to run from 0.
func readMap(t reflect.Type) reader {
	read := later(t.Elem())
	return func(d *decoding, v reflect.Value) error {
		kind := d.dec.PeekKind()
		if kind != '[' && kind != '{' {
			return empty(d, v, '{')
		}
		if _, err := d.dec.ReadToken(); err != nil {
			return err
		}
		v.SetZero()
		if kind == '{' || d.cells {
			v.Set(reflect.MakeMap(t))
		}
		for i := 0; d.dec.PeekKind() != '}' && d.dec.PeekKind() != ']'; i++ {
			start, item := d.dec.InputOffset(), reflect.New(t.Elem()).Elem()
			key, err := mapKey(d, t.Key(), kind, i)
			if err != nil {
				if err := d.badKey(start, err); err != nil {
					return err
				}
				continue
			}
			if kind == '[' && d.cells && t.Key().PkgPath() != "" {
				return errors.New("a list where an object by ids is expected")
			}
			ok, err := d.row(-1, item, read) // what a map holds is told apart by its key: each is a row, be it an object or not
			if err != nil {
				return err
			}
			if ok {
				if v.IsNil() {
					v.Set(reflect.MakeMap(t))
				}
				v.SetMapIndex(key, item)
			}
		}
		_, err := d.dec.ReadToken()
		return err
	}
}

// badKey reports a member whose name cannot be read, and leaves it out.
func (d *decoding) badKey(start int64, err error) error {
	bad := d.problem(err)
	if !d.tolerant || isSyntax(err) {
		return bad
	}
	value, err := d.dec.ReadValue()
	if err != nil {
		return d.problem(err)
	}
	if d.cells {
		d.report.strays = append(d.report.strays, stray{bad.Path, canonical(value)})
	}
	raw := bytes.TrimLeft(d.data[start:d.dec.InputOffset()], ", \t\r\n")
	d.report.Rows = append(d.report.Rows, classcloud.RowError{Index: -1, Path: bad.Path, Problem: bad.Problem, Raw: bytes.Clone(raw)})
	return nil
}

// mapKey is the member's name, or its place in a list.
func mapKey(d *decoding, t reflect.Type, kind jsontext.Kind, i int) (reflect.Value, error) {
	if kind == '[' {
		return indexKey(t, i)
	}
	raw, err := d.dec.ReadValue()
	if err != nil {
		return reflect.Value{}, err
	}
	return parseKey(string(unquote(raw)), t)
}

// parseKey reads a member's name as the key of a map.
func parseKey(name string, t reflect.Type) (reflect.Value, error) {
	key, err := reflect.New(t), error(nil)
	switch own, isText := key.Interface().(interface{ UnmarshalText([]byte) error }); {
	case isText:
		err = own.UnmarshalText([]byte(name))
	case t.Kind() == reflect.String:
		key.Elem().SetString(name)
	case key.Elem().CanInt():
		var n int64
		if n, err = strconv.ParseInt(name, 10, 64); err == nil && key.Elem().OverflowInt(n) {
			err = strconv.ErrRange
		}
		if err == nil && strconv.FormatInt(n, 10) != name { // 07 would take the place of 7
			err = strconv.ErrSyntax
		}
		key.Elem().SetInt(n)
	default:
		err = fmt.Errorf("keys of type %v cannot be read", t)
	}
	if err != nil {
		return reflect.Value{}, fmt.Errorf("the key %s: %w", quoteShort(name), err)
	}
	return key.Elem(), nil
}

func indexKey(t reflect.Type, i int) (reflect.Value, error) {
	key := reflect.New(t).Elem()
	switch {
	case t.Kind() == reflect.String:
		key.SetString(strconv.Itoa(i))
	case key.CanInt():
		key.SetInt(int64(i))
	default:
		return key, errors.New("a list where an object is expected")
	}
	return key, nil
}
