namespace Weir.Storage;

/// <summary>
/// Where the files of a table lie: flat keys below one root. All members may be called from several
/// threads at once, and several processes may use the same root.
/// </summary>
/// <remarks>
/// <para><b>Visibility.</b> What a put or delete did before it returned is seen by every later read
/// and listing, of every process. An object appears whole: a reader sees all of it or nothing.</para>
/// <para><b>Durability.</b> When a put returns, content and name survive a crash of the machine.</para>
/// <para><b>Failure.</b> All failures are <see cref="WeirException"/> WEIR6xxx. A put that failed may
/// have taken effect (its answer was lost): read the object to learn it. What has not taken effect
/// when the call returns never will. A failed put leaves at most a temporary file whose name begins
/// with <c>._weir_</c>, never part of an object.</para>
/// </remarks>
internal interface IObjectStore
{
    /// <summary>The root as an absolute path or URI, without a slash at its end; for messages and the engine.</summary>
    string Root { get; }

    /// <summary>The whole content.</summary>
    /// <exception cref="WeirException">WEIR6001: there is no such object.</exception>
    ValueTask<byte[]> ReadAsync(ObjectPath path, CancellationToken cancellationToken);

    /// <summary>The whole content, or null when there is no such object.</summary>
    ValueTask<byte[]?> TryReadAsync(ObjectPath path, CancellationToken cancellationToken);

    /// <summary>The content as a stream that the caller disposes, or null when there is no such object.</summary>
    ValueTask<Stream?> TryOpenReadAsync(ObjectPath path, CancellationToken cancellationToken);

    /// <summary>A part of the content, or null when there is no such object; less than asked for only where the object ends.</summary>
    ValueTask<byte[]?> TryReadRangeAsync(ObjectPath path, long offset, int length, CancellationToken cancellationToken);

    /// <summary>Size and time, or null when there is no such object (a folder is none).</summary>
    ValueTask<ObjectInfo?> HeadAsync(ObjectPath path, CancellationToken cancellationToken);

    /// <summary>
    /// The objects directly in one folder, ordered by name (UTF-16 code units), only those after
    /// <paramref name="startAfterName"/> when it is given. A folder that does not exist is empty.
    /// Objects put or deleted while the listing runs may or may not appear.
    /// </summary>
    IAsyncEnumerable<ObjectInfo> ListAsync(ObjectPath folder, string? startAfterName, CancellationToken cancellationToken);

    /// <summary>
    /// All objects in a folder and in the folders below it, in no stated order. Symbolic links to
    /// folders are not followed.
    /// </summary>
    IAsyncEnumerable<ObjectInfo> ListTreeAsync(ObjectPath folder, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the object unless one with that key exists. Of all callers in all processes at most one
    /// gets true for a key; false says that an object was there and nothing was changed.
    /// </summary>
    ValueTask<bool> PutIfAbsentAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Makes or replaces the object; readers see the old or the new content, never a mix.</summary>
    ValueTask PutAsync(ObjectPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Makes an object durable that another program (the engine) wrote under this root.</summary>
    /// <exception cref="WeirException">WEIR6001: there is no such object.</exception>
    ValueTask SyncAsync(ObjectPath path, CancellationToken cancellationToken);

    /// <summary>Deletes the object; that it is not there is no error.</summary>
    ValueTask DeleteAsync(ObjectPath path, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the empty folders below <paramref name="folder"/> (not itself) whose last name
    /// <paramref name="mayGo"/> accepts, where the store has folders at all. Folders that other
    /// programs fill meanwhile stay; a program that has just made one must be ready to make it again.
    /// </summary>
    ValueTask DeleteEmptyFoldersAsync(ObjectPath folder, Func<string, bool> mayGo, CancellationToken cancellationToken);

    /// <summary>A store of the same kind at another root, given as <see cref="Root"/> gives it.</summary>
    IObjectStore At(string root);

    /// <summary>The absolute path under which the engine finds the object; not escaped for globs.</summary>
    string ToEnginePath(ObjectPath path);
}
