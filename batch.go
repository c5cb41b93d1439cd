package classcloud

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// Item is the result of one element of a batch.
type Item[T any] struct {
	Index    int       // the element's position in the request, from 0
	Value    T         // what the vendor returned for the element
	Err      error     // nil when the element succeeded; otherwise an *Error
	Warnings []Warning // what the vendor remarked although the element succeeded
}

// Format writes the item with its value as that writes itself.
func (i Item[T]) Format(f fmt.State, verb rune) {
	type plain Item[T]
	text := fmt.Sprintf(fmt.FormatString(f, verb), plain(i))
	_, _ = io.WriteString(f, strings.Replace(text, fmt.Sprintf("%T", plain{}), fmt.Sprintf("%T", i), 1))
}

// LogValue gives slog the item as %+v prints it: encoding/json asks no value how it prints.
func (i Item[T]) LogValue() slog.Value { return slog.StringValue(fmt.Sprintf("%+v", i)) }

// MarshalJSON writes Err as a JSON object, as [Error.MarshalJSON] does.
func (i Item[T]) MarshalJSON() ([]byte, error) {
	out := struct {
		Index    int       `json:"index"`
		Value    T         `json:"value"`
		Err      any       `json:"error,omitempty"`
		Warnings []Warning `json:"warnings,omitempty"`
	}{Index: i.Index, Value: i.Value, Warnings: i.Warnings}
	if e, ok := errors.AsType[*Error](i.Err); ok {
		out.Err = e
	} else if i.Err != nil {
		out.Err = i.Err.Error()
	}
	return json.Marshal(out)
}

// ItemErrors joins the errors of a batch, each with its item's index. It returns nil when every item succeeded.
func ItemErrors[T any](items []Item[T]) error {
	var errs []error
	for _, item := range items {
		if item.Err != nil {
			errs = append(errs, fmt.Errorf("item %d: %w", item.Index, item.Err))
		}
	}
	return errors.Join(errs...)
}

// Warning is a remark that the vendor adds to a success, such as "created, but not recorded".
type Warning struct {
	Code    string `json:"code"`    // the vendor's code, as printed
	Message string `json:"message"` // what it means
}
