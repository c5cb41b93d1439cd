package classin

import (
	"context"

	"github.com/go-classcloud/classcloud"
)

// EnsureClass finds or makes a class under its Identity, which is required: the identity is the key, so that no journal is needed. It can be
// called as often as one likes, from several programs too, and makes no second class. It is ReconcileClasses for one class: an answer that is
// lost, and a class that is being created by somebody else, are tried again up to 2 times, a second or more later, beside the client's own
// repeats, and a limit that is reached is waited for up to a minute.
//
// Existed is true where the vendor says that the class was there; after a lost answer, and where the vendor answers such a create with success,
// it is false, because nobody can tell. What a class has that was there is not compared with the request: no call of the vendor's shows it.
// An error has the Identity as its Key, and classcloud.MaybeApplied(err) says whether there may be a class. CodeIdentityExists as an error: a
// class exists, and the vendor does not name its id; it may be one that was deleted in the ClassIn client, which does not free its identity. A
// class that was deleted through the API is made anew.
//
// ClassIn 创建课堂, POST /lms/activity/createClass. Safe to repeat.
func (s ActivitiesService) EnsureClass(ctx context.Context, in *CreateClassActivityRequest, opts ...classcloud.CallOption) (*CreatedClassActivity, error) {
	r := &reconciling[CreateClassActivityRequest, CreatedClassActivity]{client: s.client, operation: "Activities.EnsureClass", field: "Identity", wire: "uniqueIdentity",
		identity: func(c *CreateClassActivityRequest) string { return c.Identity },
		result:   func(c *CreatedClassActivity) (int64, *bool) { return c.ClassID, &c.Existed }}
	return r.one(ctx, in, s.CreateClass, opts)
}
