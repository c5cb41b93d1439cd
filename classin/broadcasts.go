package classin

// BroadcastsService is filled below.
type BroadcastsService struct{ client *Client }
