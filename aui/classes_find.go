package aui

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/ensure"
	"github.com/go-classcloud/classcloud/internal/transport"
	"github.com/go-classcloud/classcloud/internal/wire"
)

const (
	findClasses  = 10_000 // classes that Find looks at when the request does not say
	findPageSize = 50     // the published servers ask other services about each class of a page
	findRounds   = 3      // how often Find reads the list at most, until it holds still
	findStale    = 3      // pages one after the other without a class that was not on an earlier one

	noSuchClass = "classcloud-no-such-class" // an id that no server has given
	unproven    = "it is not proven that there is no other such class"
)

// FindClassRequest says what was sent to Create.
type FindClassRequest struct {
	Title     string    `json:"title" check:"required"`      // as it was sent, or as the server cut it to 256 characters
	TeacherID string    `json:"teacher_id" check:"required"` // as it was sent
	Mode      ClassMode `json:"mode"`                        // as it was sent
	Extends   string    `json:"extends"`                     // as it was sent; JSON is compared by its meaning

	SinceTime  time.Time `json:"since_time" wire:"local"`  // older classes are not looked at, and the list is read no further; zero reads the whole list
	UserID     string    `json:"user_id"`                  // the asking user, default TeacherID; the server does not filter by it
	MaxClasses int       `json:"max_classes" wire:"local"` // how many classes Find looks at before it gives up, default 10,000
}

// Validate refuses a MaxClasses below 0.
func (r *FindClassRequest) Validate() []classcloud.FieldError {
	if r.MaxClasses >= 0 {
		return nil
	}
	return []classcloud.FieldError{{Field: "MaxClasses", Problem: fmt.Sprintf("is %d: give 0 for the default", r.MaxClasses)}}
}

// is reports whether a class has what was sent, as the server keeps it. What the reply does not show contradicts nothing.
func (r *FindClassRequest) is(c *Class) bool {
	return (c.Title == "" || keptTitle(c.Title) == keptTitle(r.Title)) && (c.TeacherID == "" || c.TeacherID == r.TeacherID) &&
		(c.Mode == -1 || c.Mode == r.Mode) && (c.Extends == "" || keptExtends(c.Extends) == keptExtends(r.Extends))
}

// isShown reports whether a class shows all that is compares.
func (r *FindClassRequest) isShown(c *Class) bool {
	return c.Title != "" && c.TeacherID != "" && c.Mode != -1 && (c.Extends != "" || keptExtends(r.Extends) == "")
}

// keptTitle returns a title as the published servers keep it: their column has 256 characters. Whether a team's database keeps the blanks
// around a title is not known, so they do not count.
func keptTitle(title string) string {
	characters := []rune(title)
	return strings.TrimSpace(string(characters[:min(len(characters), 256)]))
}

// keptExtends returns the meaning of a text that mostly is JSON, in one form. Nothing, {} and null are the same.
func keptExtends(text string) string {
	value, isJSON := meaning(text)
	if !isJSON {
		return strings.TrimSpace(text)
	}
	same, err := json.Marshal(value)
	if err != nil || bytes.Equal(same, []byte("null")) || bytes.Equal(same, []byte("{}")) {
		return ""
	}
	return string(same)
}

// Find returns the classes that have the title, teacher, mode and extends of a class that was sent to Create: after
// classcloud.MaybeApplied(err), or after a crash, to learn whether the class was made. Compared is what every published server keeps and
// lists: TeacherName is left out, because a server may have its own, and so is Notice, which they drop. Texts of JSON in Extends are compared
// by their meaning: an id of yours in Extends makes a class unmistakable. What a server does not list contradicts nothing; one that lists the
// Extends of some class lists all. Several classes are several candidates: Find does not choose, CreateTime, in whole seconds, and ClassID
// tell them apart. A class that was changed since is not found.
//
// No class and no error say that the list was read to SinceTime or its end and holds no such class. To be sure of that in spite of classes
// that are deleted meanwhile, which shift the others past the reader, Find reads the list twice, and once more when a class was gone at the
// second reading. The list ends where the server answers CodeInternal to a page while it answers the page before; an empty list, where it
// does so to the first page while Get answers CodeNotFound. The list is read no further than SinceTime only while it shows the newest class
// first, as the published servers do.
//
// An error says that absence is not proven, beside the candidates that were seen: FailedPrecondition when there are more than MaxClasses
// classes, Aborted when classes kept going or the list does not end, DataLoss when a class that may be new enough could not be read or a page
// holds no list, or the error of a page. A create whose answer was lost may still be under way: wait a little and look once more before you create the class again.
//
// AUI Get a paginated list of classrooms, POST /api/v1/class/list, 50 classes per call. Safe to repeat.
func (s ClassesService) Find(ctx context.Context, in *FindClassRequest, opts ...classcloud.CallOption) ([]Class, error) {
	f := finding{service: s, in: in, opts: opts, have: map[string]bool{}}
	if err := f.check(); err != nil {
		return nil, err
	}
	var before map[string]bool
	for range findRounds {
		seen, err := f.read(ctx)
		switch {
		case err != nil:
			return f.found, err
		case before != nil && ensure.Holds(seen, before):
			return slices.DeleteFunc(f.found, func(c Class) bool { return !seen[c.ClassID] || f.lacksExtends(&c) }), nil
		}
		before = seen
	}
	return f.found, f.failure(classcloud.Aborted, "classes kept going from the list while it was read: "+unproven)
}

// finding is one call of Find.
type finding struct {
	service ClassesService
	in      *FindClassRequest
	opts    []classcloud.CallOption
	found   []Class
	have    map[string]bool // the ids of found
	extends bool            // the server lists the extends of classes that have one
}

// lacksExtends reports whether a class has no extends, though what was sent has.
func (f *finding) lacksExtends(c *Class) bool {
	return f.extends && c.Extends == "" && keptExtends(f.in.Extends) != ""
}

// check refuses a request that says too little, before the first page is asked for.
func (f *finding) check() error {
	if f.service.client == nil || f.service.client.transport == nil {
		return transport.ErrUnbuilt(vendor, "Classes.Find")
	}
	config := f.service.client.transport.Config().CallConfig
	if err := config.Apply(f.opts...); err != nil {
		return f.failure(classcloud.InvalidArgument, err.Error())
	}
	_, problems := wire.Build(f.in, config.Params, config.SkipChecks)
	if len(problems) == 0 {
		if f.in.UserID == "" {
			f.in = new(*f.in)
			f.in.UserID = f.in.TeacherID
		}
		return nil
	}
	e := f.failure(classcloud.InvalidArgument, "nothing was sent")
	e.Outcome, e.Fields = classcloud.OutcomeNotSent, problems
	return e
}

func (f *finding) list(ctx context.Context, page int) (*ClassPage, error) {
	got, isList, err := f.service.page(ctx, &ListClassesRequest{UserID: f.in.UserID, Page: page, PageSize: findPageSize}, f.opts)
	if got != nil && !isList { // no published server answers an empty page so
		return nil, f.failure(classcloud.DataLoss, "the reply says success and holds no list: "+unproven)
	}
	return got, err
}

// read goes through the list once and keeps the candidates. It returns the ids of all classes that it saw and that are new enough.
func (f *finding) read(ctx context.Context) (map[string]bool, error) {
	r := classReading{finding: f, seen: map[string]bool{}, ordered: true}
	stale := 0
	for page := 1; ; page++ {
		got, err := f.list(ctx, page)
		if got == nil {
			return r.seen, errors.Join(r.unread, f.end(ctx, page, err))
		}
		had := len(r.seen) + r.old
		if ended, err := r.take(got, err); ended || err != nil {
			return r.seen, errors.Join(r.unread, err)
		}
		switch {
		case len(r.seen)+r.old > had:
			stale = 0
		default: // new classes have shifted those of the page before to this one, or the server repeats itself
			if stale++; stale == findStale {
				return r.seen, errors.Join(r.unread, f.failure(classcloud.Aborted, "the list gives the same classes again and again, and does not end: "+unproven))
			}
		}
	}
}

// end returns nil where a page that the server did not give is the one behind the last, and otherwise why that is not known.
func (f *finding) end(ctx context.Context, page int, err error) error {
	switch {
	case !mayBeEmptyPage(err):
		return err
	case page > 1:
		if before, failure := f.list(ctx, page-1); before == nil {
			return outage(failure)
		}
		return nil
	case errors.Is(err, classcloud.NotFound): // v1.0.0 says that the list is empty
		return nil
	}
	_, failure := f.service.Get(ctx, &GetClassRequest{ClassID: noSuchClass, UserID: f.in.UserID}, f.opts...)
	if !errors.Is(failure, CodeNotFound) { // the server's database does not answer
		return err
	}
	if got, again := f.list(ctx, 1); got != nil || !mayBeEmptyPage(again) {
		return err
	}
	return nil
}

// classReading is one way through the list.
type classReading struct {
	*finding
	seen    map[string]bool // the ids of the classes that are new enough
	old     int             // how many others there were
	ordered bool            // so far the list shows the newest first
	last    time.Time       // when the last class was made that says it
	unread  error           // of classes that could not be read
}

// take looks at a page, and reports whether it ends the reading: it is empty, or no class behind it is new enough.
func (r *classReading) take(page *ClassPage, err error) (ended bool, failure error) {
	bad := badRows(err)
	firstOld := -1
	at := 0
	for i := range page.Classes {
		for slices.ContainsFunc(bad, func(row classcloud.RowError) bool { return row.Index == at }) {
			at++
		}
		class := &page.Classes[i]
		r.extends = r.extends || class.Extends != ""
		if r.isOld(class) {
			r.old++
			if firstOld == -1 {
				firstOld = at
			}
		} else if err := r.look(class); err != nil {
			return true, errors.Join(r.unread, err)
		}
		at++
	}
	ended = r.ordered && firstOld != -1 || len(page.Classes) == 0 && err == nil
	if ended && firstOld != -1 && len(bad) > 0 && bad[len(bad)-1].Index > firstOld && bad[0].Index > firstOld {
		err = nil // older than what is looked for
	}
	r.unread = errors.Join(r.unread, err)
	return ended, nil
}

// isOld reports whether a class was made before what is looked for, and notes the order of the list.
func (r *classReading) isOld(c *Class) bool {
	if c.CreateTime.IsZero() {
		return false
	}
	if !r.last.IsZero() && c.CreateTime.After(r.last) {
		r.ordered = r.ordered && r.seen[c.ClassID]
	}
	r.last = c.CreateTime
	return c.CreateTime.Before(r.in.SinceTime.Truncate(time.Second))
}

// look keeps a class that is a candidate.
func (r *classReading) look(c *Class) error {
	most := orDefault(r.in.MaxClasses, findClasses)
	if !r.seen[c.ClassID] && len(r.seen) == most {
		return r.failure(classcloud.FailedPrecondition, fmt.Sprintf("there are more than %d classes: set MaxClasses or SinceTime; %s", most, unproven))
	}
	r.seen[c.ClassID] = true
	if r.in.is(c) && !r.have[c.ClassID] {
		r.have[c.ClassID] = true
		r.found = append(r.found, *c)
	}
	return nil
}

func (f *finding) failure(kind classcloud.Kind, message string) *classcloud.Error {
	return &classcloud.Error{Vendor: vendor, Operation: "Classes.Find", Kind: kind, Message: message, Outcome: classcloud.OutcomeNotApplied}
}
