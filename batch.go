package classcloud

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Item is the verdict on one element of a batch.
type Item[T any] struct {
	Index    int       // its place in the request, from 0
	Value    T         // what the vendor returned for it
	Err      error     // nil when it went well; otherwise an *Error
	Warnings []Warning // "done, but"
}

// MarshalJSON writes Err as the object an *[Error] is.
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

// ItemErrors joins the errors of a batch, each with its place; nil when every item went well.
func ItemErrors[T any](items []Item[T]) error {
	var errs []error
	for _, item := range items {
		if item.Err != nil {
			errs = append(errs, fmt.Errorf("item %d: %w", item.Index, item.Err))
		}
	}
	return errors.Join(errs...)
}

// Warning is what the vendor says beside a success: "created, but not recorded".
type Warning struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}
