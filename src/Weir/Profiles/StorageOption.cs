namespace Weir.Profiles;

/// <summary>The options of stores: one row a fact, with every name that it goes by.</summary>
/// <param name="Family">The scheme that has it.</param>
/// <param name="Name">The name in the options of a Delta store.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Parameter">The parameter of an engine's secret; null when it has none.</param>
internal sealed record StorageOption(string Family, string Name, string[] Aliases, string? Parameter)
{
    public static readonly IReadOnlyList<StorageOption> All =
    [
        new("s3", "aws_access_key_id", ["access_key_id"], "KEY_ID"),
        new("s3", "aws_secret_access_key", ["secret_access_key"], "SECRET"),
        new("s3", "aws_session_token", ["session_token", "aws_token"], "SESSION_TOKEN"),
        new("s3", "aws_region", ["region", "aws_default_region"], "REGION"),
        new("s3", "aws_endpoint", ["endpoint", "aws_s3_endpoint", "aws_endpoint_url"], "ENDPOINT"),
        new("s3", "aws_allow_http", ["allow_http"], "USE_SSL"),
        new("s3", "aws_virtual_hosted_style_request", ["virtual_hosted_style_request"], "URL_STYLE"),
        new("s3", "aws_s3_locking_provider", ["s3_locking_provider", "locking_provider"], null),
        new("gs", "google_access_key_id", ["access_key_id"], "KEY_ID"),
        new("gs", "google_secret_access_key", ["secret_access_key"], "SECRET"),
        new("gs", "google_service_account", ["service_account"], null),
        new("az", "azure_storage_account_name", ["account_name"], "ACCOUNT_NAME"),
        new("az", "azure_storage_connection_string", ["connection_string"], "CONNECTION_STRING"),
        new("az", "azure_storage_account_key", ["account_key"], null),
        new("https", "bearer_token", [], "BEARER_TOKEN"),
        new("https", "http_proxy", ["proxy_url"], "HTTP_PROXY"),
    ];

    /// <summary>The option that a name means in a family; null when none.</summary>
    public static StorageOption? Find(string family, string name) =>
        All.FirstOrDefault(option => option.Family == family && (option.Name == name || option.Aliases.Contains(name)));

    /// <summary>The names of a family.</summary>
    public static IEnumerable<string> Names(string family) => All.Where(option => option.Family == family).Select(option => option.Name);
}
