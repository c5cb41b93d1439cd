package classin

// GroupsService is filled below.
type GroupsService struct{ client *Client }
