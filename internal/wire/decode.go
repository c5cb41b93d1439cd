package wire

import (
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"
)

// DecodeError says where and why a reply does not fit its type.
type DecodeError struct {
	Path    string // JSON pointer: "/list/3/room_id"
	Problem string // may quote the reply
}

// Error returns the path and the problem.
func (e *DecodeError) Error() string {
	if e.Path == "" {
		return e.Problem
	}
	return e.Path + ": " + e.Problem
}

// Decode reads a reply's payload into out in one pass. It tolerates the forms in which PHP writes types: quoted numbers, [] for an
// empty map, an object for a list with gaps, "" or false for a missing struct, empty and zero times. Anything else that does not
// fit is a *DecodeError. Unknown members are ignored, names match in any case, and of duplicates the last one counts. A number
// that is read into an any becomes an encoding/json.Number, because a float64 would round ids of 17 digits and more.
func Decode(data []byte, out any) error {
	err := json.Unmarshal(TrimBOM(data), out, decodeOptions)
	if err == nil {
		rescale(reflect.ValueOf(out), func(d, unit time.Duration) time.Duration { return d * (unit / time.Second) })
		return nil
	}
	var semantic *json.SemanticError
	if errors.As(err, &semantic) {
		problem := fmt.Sprintf("does not fit %v", semantic.GoType)
		if semantic.Err != nil {
			problem = semantic.Err.Error()
		}
		return &DecodeError{Path: string(semantic.JSONPointer), Problem: problem}
	}
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		return &DecodeError{Path: string(syntactic.JSONPointer), Problem: syntactic.Err.Error()}
	}
	return &DecodeError{Problem: err.Error()}
}

var syntax = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

var decodeOptions = json.JoinOptions(syntax,
	json.MatchCaseInsensitiveNames(true),
	jsonv1.MatchCaseSensitiveDelimiter(true), // user_name and username are two fields
	// The first function that fits is used, so decodeShape, which takes any type, gets only the types that the others do not take.
	json.WithUnmarshalers(json.JoinUnmarshalers(
		json.UnmarshalFromFunc(decodeInt64),
		json.UnmarshalFromFunc(decodeInt),
		json.UnmarshalFromFunc(decodeString),
		json.UnmarshalFromFunc(decodeBool),
		json.UnmarshalFromFunc(decodeFloat),
		json.UnmarshalFromFunc(decodeTime),
		json.UnmarshalFromFunc(decodeDuration),
		json.UnmarshalFromFunc(decodeDate),
		json.UnmarshalFromFunc(decodeShape),
	)))
