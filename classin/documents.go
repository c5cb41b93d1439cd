package classin

// DocumentsService is filled below.
type DocumentsService struct{ client *Client }
