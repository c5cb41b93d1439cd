package aui

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/ensure"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// classesSettle is how long a new class may be missing from the list. The published servers list a class as soon as they have stored it,
// but before that they open a group and a whiteboard with services of others, and go on when the client does not wait any more.
const classesSettle = time.Minute

// EnsureClassRequest describes a class that should exist once.
type EnsureClassRequest struct {
	Journal classcloud.Journal // remembers what was made; all programs that ensure the same keys share one
	Key     string             // your name for the class, such as the id of its lesson: at most 256 bytes, and of one class of the AppServer
	Class   CreateClassRequest // what to create

	UserID     string        // the user for whom a class that was there is read, and its URLs are signed; default the teacher
	MaxClasses int           // how many classes are looked at, as in FindClassRequest
	ClassID    string        // the class that belongs to the key, where you know it: after a classcloud.AmbiguousError
	Lease      time.Duration // how long one worker has the key at most; default 2 min
	Settle     time.Duration // how long after an attempt its class may be missing from the list; default 1 min, because a create may go on that long after its client gave up
}

// EnsuredClass is a class that exists under a key. It prints without the queries of its URLs.
type EnsuredClass struct {
	Class        // as Create returned it, or as Get or List shows it where it was there before
	Existed bool `json:"existed,omitzero"` // the class was there before this call: an earlier one made it, whose answer may have been lost
	Differs bool `json:"differs,omitzero"` // the class was made with another request under the same key; it was not changed
}

// Ensure makes the class, or finds the one that was made under the key before: through lost replies and 5xx, after a crash of the program,
// and with several workers that have the same key. It can be called as often as one likes, and makes one class as long as the journal is
// kept.
//
// The server knows no keys, so the journal does. A class whose key was never begun is made at once. When nobody knows whether an attempt
// arrived, because its answer was lost or its worker died, the class is looked for with Find, by title, teacher, mode and extends: one that
// is not older than the attempt, and that no other key of the journal has, is taken. Nothing is guessed:
//
//   - As long as the list cannot prove that there is no class, the error is of kind classcloud.Aborted with RetryAfter: ensure it again then.
//   - Classes of which nobody can tell whose they are, because there are more of them than keys, another key's class looks the same and was
//     made with another request, or the server does not list what would tell, are a *classcloud.AmbiguousError with their ids. An id of
//     yours in Class.Extends, as {"lesson":"key"}, avoids it.
//   - A worker waits while another has the key, until ctx ends, or the other's lease.
//   - After an attempt that may have arrived, a key keeps its title, teacher, mode and extends: with others, the error is of kind
//     classcloud.FailedPrecondition.
//
// A key is of one base URL, whoever logs in, because classes belong to the AppServer. Every error has the Key, and
// classcloud.MaybeApplied(err) says whether there may be a class, unless the request is refused before the journal is asked. A class that was deleted since is an error of kind classcloud.NotFound.
// opts hold for every call that is made: Create, Find after a doubt, Get for a class that was there. The clocks of the workers and of the
// server must agree to within some minutes.
//
// AUI Create a classroom, POST /api/v1/class/create, or /api/v2/class/create under WithV2; /api/v1/class/list and /api/v1/class/get. Safe to repeat.
func (s ClassesService) Ensure(ctx context.Context, in *EnsureClassRequest, opts ...classcloud.CallOption) (*EnsuredClass, error) {
	r := ensuringClass{service: s, opts: opts}
	if in != nil {
		r.in = *in
	}
	if r.in.Class.IMServers == nil {
		r.in.Class.IMServers = s.client.imServers()
	}
	if r.in.UserID == "" {
		r.in.UserID = r.in.Class.TeacherID
	}
	class := &r.in.Class
	r.sought = FindClassRequest{Title: class.Title, TeacherID: class.TeacherID, Mode: class.Mode, Extends: class.Extends,
		UserID: r.in.UserID, MaxClasses: r.in.MaxClasses}
	key := ensure.Key{Journal: r.in.Journal, Key: r.in.Key, ID: r.in.ClassID, Lease: r.in.Lease, Settle: r.in.Settle}
	road := s.client.road()
	subject, err := ensure.Check(ctx, road, key, ensure.Request{Vendor: vendor, Operation: "Classes.Ensure", Thing: "class", Account: "aui:" + place(road.Config().BaseURL),
		Field: "Class", Create: transport.Call{Op: &operations[opClassesCreate], ID: int(opClassesCreate), In: class}}, opts)
	if err != nil {
		return nil, err
	}
	made, err := ensure.Do(ctx, key, &ensure.Plan[EnsuredClass]{Subject: subject, Settle: classesSettle,
		Look:   ensure.Hash(keptTitle(class.Title), class.TeacherID, strconv.Itoa(int(class.Mode)), keptExtends(class.Extends)),
		Create: r.create, Find: r.find, Get: r.get, Bare: func(id string) *EnsuredClass {
			return &EnsuredClass{Class: Class{ClassID: id, Status: -1, Mode: -1}}
		}})
	if made.Thing != nil {
		made.Thing.Existed, made.Thing.Differs = made.Existed, made.Differs
	}
	return made.Thing, err
}

// place returns a base URL without its scheme and user.
func place(baseURL string) string {
	_, rest, _ := strings.Cut(baseURL, "://")
	return rest[strings.LastIndexByte(rest, '@')+1:]
}

// ensuringClass is one call of Ensure.
type ensuringClass struct {
	service ClassesService
	in      EnsureClassRequest
	sought  FindClassRequest
	opts    []classcloud.CallOption
}

func (r *ensuringClass) create(ctx context.Context) (*EnsuredClass, string, error) {
	class, err := r.service.Create(ctx, &r.in.Class, r.opts...)
	if class == nil {
		return nil, "", err
	}
	return &EnsuredClass{Class: *class}, class.ClassID, err
}

func (r *ensuringClass) find(ctx context.Context, since time.Time) (found []ensure.Candidate[EnsuredClass], err error) {
	r.sought.SinceTime = since
	classes, err := r.service.Find(ctx, &r.sought, r.opts...)
	for i := range classes {
		one := ensure.Candidate[EnsuredClass]{ID: classes[i].ClassID, CreateTime: classes[i].CreateTime, Thing: &EnsuredClass{Class: classes[i]}}
		if !r.sought.isShown(&classes[i]) {
			one.Unsure = "the server does not list title, teacher, mode and extends, which would tell"
		}
		found = append(found, one)
	}
	return found, err
}

func (r *ensuringClass) get(ctx context.Context, id string) (*EnsuredClass, error) {
	class, err := r.service.Get(ctx, &GetClassRequest{ClassID: id, UserID: r.in.UserID}, r.opts...)
	if class == nil {
		return nil, err
	}
	if odd := class.is(id); odd != nil {
		return nil, odd
	}
	return &EnsuredClass{Class: *class}, err
}
