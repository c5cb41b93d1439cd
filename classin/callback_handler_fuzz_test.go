package classin_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin"
)

// hookAll gives every function of CallbackFuncs that takes a callback the same work, those that are added later too.
func hookAll(handle func(*classin.Callback) error) classin.CallbackFuncs {
	var funcs classin.CallbackFuncs
	all := reflect.ValueOf(&funcs).Elem()
	for i := range all.NumField() {
		field := all.Field(i)
		if field.Kind() != reflect.Func || field.Type().NumIn() != 2 || field.Type().In(1).Kind() != reflect.Pointer {
			continue // Failed, Secrets, DeadLetter
		}
		field.Set(reflect.MakeFunc(field.Type(), func(args []reflect.Value) []reflect.Value {
			common, ok := args[1].Interface().(*classin.Callback)
			if !ok {
				common = args[1].Elem().FieldByName("Callback").Addr().Interface().(*classin.Callback)
			}
			err := reflect.New(reflect.TypeFor[error]()).Elem()
			if failure := handle(common); failure != nil {
				err.Set(reflect.ValueOf(failure))
			}
			return []reflect.Value{err}
		}))
	}
	return funcs
}

// Whatever the vendor signed reaches a function with all its bytes, and no body makes the handler panic.
func FuzzCallbackHandler(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"Cmd":"End","Data":{"inoutEnd":{"7":{"Total":"abc"}}}}`, `{"Cmd":67371107,"UID":"5"}`, `{"Cmd":67375105,"Color":"award7"}`, `{"Cmd":{"a":1}}`,
		`{"Cmd":"eeoClassInfoChange","opData":[]}`, `{"Cmd":"Rating","Comments":{"1":[]}}`, `{"Cmd":"ExamScore","Data":{"TopicDetails":[{"TopicResult":[1]}]}}`,
		`{"Cmd":"Test"}`, `{"SID":"x","SID":7,"_id":[]}`, "\uFEFF{\"Cmd\":\"\xff\"}", `[]`, `"x"`, `null`, `{"Cmd":"End"`, `{"a":1}{"b":2}`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, message []byte) {
		reached, dead, fail := 0, 0, false
		funcs := hookAll(func(m *classin.Callback) error {
			reached++
			require.NotEmpty(t, m.Raw)
			if fail {
				return errHook
			}
			return nil
		})
		funcs.DeadLetter = func(context.Context, *classin.Callback, error) error { dead++; return nil }
		funcs.MaxAttempts = 2
		post(classin.CallbackHandler(funcs, hookSchool), message)
		require.Zero(t, reached, "nobody signed it")
		signed, err := classin.SignCallback(message, hookSecret, time.Unix(1741335551, 0))
		if err != nil {
			return // it is not an object, and so cannot be signed
		}
		signed = ofHookSchool(signed)
		require.Equal(t, acknowledged, post(classin.CallbackHandler(funcs, hookSchool), signed).Body.String())
		callback, err := classin.ParseCallback(signed, hookSchool)
		require.NoError(t, err)
		if callback.Cmd == classin.CmdTest && reached == 0 {
			return // the handler's own business
		}
		require.Equal(t, 1, reached)
		fail = true
		h := classin.CallbackHandler(funcs, hookSchool)
		require.Equal(t, askedAgain, post(h, signed).Body.String())
		require.Equal(t, acknowledged, post(h, signed).Body.String())
		require.Equal(t, 1, dead)
	})
}
