using System.Collections.ObjectModel;
using System.Text;
using Weir.Catalog;
using Weir.Diagnostics;
using Weir.Profiles;

namespace Weir;

/// <summary>
/// One place of tables, checked: the options of the Delta store and the secret of the engine come from here and nowhere else, so
/// both speak to the same endpoint with the same rights. Pure: no name is looked up and nothing is opened. Immutable.
/// </summary>
public sealed class StorageProfile
{
    private const string Lock = "aws_s3_locking_provider";

    private StorageProfile(string tableUri, string canonicalUri, string scheme, IReadOnlyDictionary<string, string> options, IReadOnlyDictionary<string, string> log)
    {
        (TableUri, CanonicalUri, Scheme) = (tableUri, canonicalUri, scheme);
        (StorageOptions, LogStorageOptions) = (options, log);
    }

    /// <summary>The place as it was written.</summary>
    public string TableUri { get; }

    /// <summary>The place as every part of Weir names it: <c>s3</c> for <c>s3a</c> and <c>s3n</c>, the host in lower case, a local path in full; without a slash at its end.</summary>
    public string CanonicalUri { get; }

    /// <summary><c>file</c>, <c>s3</c>, <c>gs</c>, <c>az</c> or <c>https</c>.</summary>
    public string Scheme { get; }

    /// <summary>Options by their one name. They may hold secrets.</summary>
    public IReadOnlyDictionary<string, string> StorageOptions { get; }

    /// <summary><see cref="StorageOptions"/> with what differs for the log. They may hold secrets.</summary>
    public IReadOnlyDictionary<string, string> LogStorageOptions { get; }

    /// <summary>Checks a place.</summary>
    /// <param name="entry">The place with its options.</param>
    /// <param name="baseFolder">The folder that a relative path starts from.</param>
    /// <param name="requireLocalPaths">Whether only local places are taken.</param>
    /// <returns>The place.</returns>
    /// <exception cref="WeirException">
    /// WEIR8088: the scheme or an option is not known, two names of one option have different values, or the place is not local and must be.
    /// </exception>
    public static StorageProfile Of(StorageEntry entry, string baseFolder, bool requireLocalPaths = false)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentException.ThrowIfNullOrEmpty(baseFolder);
        (string scheme, string canonical) = Canonical(entry.TableUri, baseFolder);
        if (requireLocalPaths && scheme != "file")
            throw ProfileErrors.StorageInvalid(entry.TableUri, "it is not local, and storage.require_local_paths is set");
        Dictionary<string, string> options = Named(entry.TableUri, scheme, entry.StorageOptions);
        Dictionary<string, string> log = new(options, StringComparer.Ordinal);
        foreach ((string name, string value) in Named(entry.TableUri, scheme, entry.LogStorageOptions))
            log[name] = value;
        return new StorageProfile(entry.TableUri, canonical, scheme, new ReadOnlyDictionary<string, string>(options), new ReadOnlyDictionary<string, string>(log));
    }

    /// <summary>The options of a Delta store at this place, those of the log included. They may hold secrets.</summary>
    /// <returns>Values by name.</returns>
    public IReadOnlyDictionary<string, string> ToDeltaOptions() => LogStorageOptions;

    /// <summary>The statement that gives an engine the rights to this place, for it and what lies below alone. It may hold secrets: do not log it.</summary>
    /// <param name="name">The secret's name.</param>
    /// <returns>The statement; null for a local place, which needs none.</returns>
    public string? ToEngineSecret(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Scheme == "file")
            return null;
        StringBuilder sql = new($"CREATE OR REPLACE SECRET {SqlText.Name(name)} (TYPE {Type}, SCOPE {SqlText.Literal(CanonicalUri)}");
        foreach ((string parameter, string value) in Parameters().OrderBy(parameter => parameter.Parameter, StringComparer.Ordinal))
            sql.Append(", ").Append(parameter).Append(' ').Append(value);
        return sql.Append(')').ToString();
    }

    /// <summary>Refuses a change of tables here where two writers could lose each other's rows.</summary>
    /// <param name="policy">Whether a lock is asked for.</param>
    /// <exception cref="WeirException">WEIR8088: the place is in S3, and no provider of locks is named.</exception>
    public void RequireMutable(DeltaMutationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.RequireLockingProvider && Scheme == "s3" && string.IsNullOrEmpty(LogStorageOptions.GetValueOrDefault(Lock)))
            throw ProfileErrors.StorageInvalid(CanonicalUri, $"a table in S3 is changed only with a provider of locks; set {Lock}");
    }

    /// <inheritdoc/>
    public override string ToString() => CanonicalUri;

    private string Type => Scheme switch
    {
        "gs" => "gcs",
        "az" => "azure",
        "https" => "http",
        _ => "s3",
    };

    private IEnumerable<(string Parameter, string Value)> Parameters()
    {
        bool isPlain = StorageOptions.GetValueOrDefault("aws_allow_http") == "true";
        foreach ((string name, string value) in StorageOptions)
        {
            switch (StorageOption.Find(Scheme, name)!.Parameter)
            {
                case null or "USE_SSL":
                    break;
                case "ENDPOINT":
                    int host = value.IndexOf("://", StringComparison.Ordinal);
                    isPlain |= value.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
                    yield return ("ENDPOINT", SqlText.Literal(host < 0 ? value : value[(host + 3)..]));
                    break;
                case "URL_STYLE":
                    yield return ("URL_STYLE", value == "true" ? "'vhost'" : "'path'");
                    break;
                case { } parameter:
                    yield return (parameter, SqlText.Literal(value));
                    break;
            }
        }
        if (isPlain)
            yield return ("USE_SSL", "false");
    }

    private static (string Scheme, string Uri) Canonical(string uri, string baseFolder)
    {
        int end = uri.IndexOf("://", StringComparison.Ordinal);
        if (end < 0)
            return ("file", Path.TrimEndingDirectorySeparator(Path.GetFullPath(uri, Path.GetFullPath(baseFolder))));
        string scheme = uri[..end].ToLowerInvariant() switch
        {
            "file" => "file",
            "s3" or "s3a" or "s3n" => "s3",
            "gs" or "gcs" => "gs",
            "az" or "azure" or "abfs" or "abfss" => "az",
            "https" => "https",
            _ => throw ProfileErrors.StorageInvalid(uri, "the scheme is not known; known are a local path, file, s3, s3a, s3n, gs, gcs, az, azure, abfs, abfss and https"),
        };
        string rest = uri[(end + 3)..];
        if (scheme == "file")
            return ("file", Path.TrimEndingDirectorySeparator(Path.GetFullPath(Uri.UnescapeDataString(rest))));
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string host = slash < 0 ? rest : rest[..slash];
        if (host.Length == 0)
            throw ProfileErrors.StorageInvalid(uri, "it names no bucket, container or host");
        return (scheme, $"{scheme}://{host.ToLowerInvariant()}{(slash < 0 ? "" : rest[slash..])}".TrimEnd('/'));
    }

    private static Dictionary<string, string> Named(string uri, string scheme, IReadOnlyDictionary<string, string>? written)
    {
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        foreach ((string name, string value) in (written ?? ReadOnlyDictionary<string, string>.Empty).OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            StorageOption option = StorageOption.Find(scheme, name.ToLowerInvariant())
                ?? throw ProfileErrors.StorageInvalid(uri, $"there is no option '{name}' for {scheme}; there are {string.Join(", ", StorageOption.Names(scheme).DefaultIfEmpty("none"))}");
            if (!options.TryAdd(option.Name, value) && options[option.Name] != value)
                throw ProfileErrors.StorageInvalid(uri, $"'{name}' and another name of {option.Name} have different values");
        }
        return options;
    }
}
