package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// Ensure finds or makes a class under its Identity, which is required: the identity is the key, so that no journal is needed. It can be called
// as often as one likes, from several programs too, and makes no second class. It is Reconcile for one class: an answer that is lost, and a class
// that is being created by somebody else, are tried again up to 2 times, a second or more later, beside the client's own repeats, and a limit
// that is reached is waited for up to a minute.
//
// Existed is true where the vendor says that the class was there; after a lost answer, and where the vendor answers such a create with success,
// it is false, because nobody can tell. What a class has that was there is not compared with the request: no call of the vendor's shows it.
// An error has the Identity as its Key, and classcloud.MaybeApplied(err) says whether there may be a class. CodeIdentityExists as an error: a
// class exists, and the vendor does not name its id; it may be one that was deleted in the ClassIn client, which does not free its identity. A
// class that was deleted through the API is made anew.
//
// ClassIn Create Class(Single), POST /partner/api/course.api.php?action=addCourseClass. Safe to repeat. Activities.EnsureClass is the same for
// the classes of v2, which the vendor advises.
func (s ClassesService) Ensure(ctx context.Context, in *CreateClassRequest, opts ...classcloud.CallOption) (*CreatedClass, error) {
	r := &reconciling[CreateClassRequest, CreatedClass]{client: s.client, operation: "Classes.Ensure", field: "Identity", wire: "courseUniqueIdentity",
		identity: func(c *CreateClassRequest) string { return c.Identity },
		result:   func(c *CreatedClass) (int64, *bool) { return c.ClassID, &c.Existed }}
	return r.one(ctx, in, s.Create, opts)
}
