package main

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classroom"
)

func TestWhatIsRefusedOnPurpose(t *testing.T) {
	missing := &classcloud.Error{Kind: classcloud.NotFound, Code: "3002"}
	text, err := refused(missing, classcloud.NotFound)
	require.NoError(t, err)
	assert.Equal(t, "refused: NotFound, code 3002", text)
	text, err = refused(&classcloud.Error{Kind: classcloud.NotFound}, classcloud.NotFound)
	require.NoError(t, err)
	assert.Equal(t, "refused: NotFound", text)
	_, err = refused(nil, classcloud.NotFound)
	require.EqualError(t, err, "want NotFound, got success")
	_, err = refused(missing, classcloud.Aborted)
	require.ErrorIs(t, err, missing)
	_, err = refused(context.Canceled, classcloud.NotFound)
	require.ErrorIs(t, err, context.Canceled)
}

func TestOneThingWhoseAnswerWasLost(t *testing.T) {
	text, err := onlyOne(1, 0, "one room", true)
	require.NoError(t, err)
	assert.Equal(t, "one room", text)
	for name, call := range map[string]func() (string, error){
		"no answer was lost": func() (string, error) { return onlyOne(1, 1, "", true) },
		"there are 2":        func() (string, error) { return onlyOne(2, 0, "", true) },
		"there are 0":        func() (string, error) { return onlyOne(0, 0, "", true) },
		"found again":        func() (string, error) { return onlyOne(1, 0, "", false) },
		"a second time":      func() (string, error) { return again(false) },
	} {
		_, err := call()
		require.ErrorContains(t, err, name)
	}
}

func TestWhatCallbacksTold(t *testing.T) {
	came, left := classroom.Event{Kind: classroom.KindJoined}, classroom.Event{Kind: classroom.KindLeft}
	text, err := heard([]classroom.Event{came, left}, 1)
	require.NoError(t, err)
	assert.Equal(t, "joined, left; a forged one refused", text)
	for name, call := range map[string]func() (string, error){
		"the forged one was taken": func() (string, error) { return heard([]classroom.Event{came, left}, 0) },
		"and handled":              func() (string, error) { return heard([]classroom.Event{came, came, left}, 1) },
		"nothing came":             func() (string, error) { return heard(nil, 1) },
		"all were refused":         func() (string, error) { return heard([]classroom.Event{came, left}, 3) },
	} {
		_, err := call()
		require.Error(t, err, name)
	}
}
