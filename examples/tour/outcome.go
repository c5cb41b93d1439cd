package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classroom"
)

// losing names a step that makes a thing. On a test server its answer is lost: no vendor would do that for us.
func (v *visit) losing(name string) string {
	if v.IsEmbedded() {
		return name + ", answer lost"
	}
	return name
}

// onlyOne says how a thing was found again whose answer was lost, and fails if none was lost or there is another number than one.
func onlyOne(things, faults int, result string, found bool) (string, error) {
	switch {
	case faults != 0:
		return "", errors.New("no answer was lost")
	case things != 1 || !found:
		return "", fmt.Errorf("want it found again, and one: there are %d", things)
	}
	return result, nil
}

// again says that a thing was there already.
func again(existed bool) (string, error) {
	if !existed {
		return "", errors.New("it was made a second time")
	}
	return "it was there: nothing made twice", nil
}

// refused turns a failure that a journey provokes on purpose into a result.
func refused(err error, want classcloud.Kind) (string, error) {
	e, ok := errors.AsType[*classcloud.Error](err)
	switch {
	case ok && e.Kind == want && e.Code != "":
		return "refused: " + want.String() + ", code " + e.Code, nil
	case ok && e.Kind == want:
		return "refused: " + want.String(), nil
	case err == nil:
		return "", fmt.Errorf("want %s, got success", want.String())
	}
	return "", err
}

// heard says what callbacks told, and fails if it is not that somebody came and went, or a forged one was not refused.
func heard(events []classroom.Event, refused int) (string, error) {
	var kinds []string
	for _, event := range events {
		kinds = append(kinds, event.Kind.String())
	}
	if happened := strings.Join(kinds, ", "); happened != "joined, left" || refused != 1 {
		return "", fmt.Errorf("want joined and left alone, and one refused: got %q, and %d", happened, refused)
	}
	return "joined, left; a forged one refused", nil
}
