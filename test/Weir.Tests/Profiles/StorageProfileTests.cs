namespace Weir.Tests.Profiles;

public sealed class StorageProfileTests
{
    private const string Base = "/base";

    [Theory]
    [InlineData("s3a://Bucket/Path/", "s3", "s3://bucket/Path")]
    [InlineData("s3n://BUCKET", "s3", "s3://bucket")]
    [InlineData("S3://bucket/a/b", "s3", "s3://bucket/a/b")]
    [InlineData("gcs://Bucket/x", "gs", "gs://bucket/x")]
    [InlineData("abfss://Container@Account.dfs.core.windows.net/x", "az", "az://container@account.dfs.core.windows.net/x")]
    [InlineData("https://Host:8080/X", "https", "https://host:8080/X")]
    [InlineData("file:///lake/a%20b/", "file", "/lake/a b")]
    [InlineData("/lake/t/", "file", "/lake/t")]
    [InlineData("lake/../t", "file", "/base/t")]
    [Trait("Requirement", "R101")]
    public void A_place_has_one_name_however_it_is_written(string uri, string scheme, string canonical)
    {
        StorageProfile place = StorageProfile.Of(new StorageEntry(uri), Base);
        Assert.Equal((scheme, canonical, uri), (place.Scheme, place.CanonicalUri, place.TableUri));
        Assert.Equal(canonical, place.ToString());
    }

    [Theory]
    [InlineData("ftp://host/x", "the scheme is not known")]
    [InlineData("s3:///x", "names no bucket")]
    [Trait("Requirement", "R103")]
    public void A_place_that_cannot_be_is_refused(string uri, string reason) => Refused(new StorageEntry(uri), reason);

    [Fact]
    [Trait("Requirement", "R103")]
    public void Names_of_one_option_must_agree()
    {
        Refused(S3(("endpoint", "http://a:9000"), ("aws_s3_endpoint", "http://b:9000")), "another name of aws_endpoint have different values");
        Refused(S3(("AWS_REGION", "eu-1"), ("region", "eu-2")), "aws_region");
        Refused(S3(("regoin", "eu-1")), "there is no option 'regoin' for s3; there are aws_access_key_id");
        Refused(new StorageEntry("/lake") { StorageOptions = Options(("region", "eu-1")) }, "there are none");
        StorageProfile agreed = StorageProfile.Of(S3(("endpoint", "http://a:9000"), ("aws_endpoint", "http://a:9000"), ("AWS_S3_ENDPOINT", "http://a:9000")), Base);
        Assert.Equal("http://a:9000", Assert.Single(agreed.StorageOptions).Value);
    }

    [Fact]
    [Trait("Requirement", "R100")]
    [Trait("Requirement", "R102")]
    public void Engine_and_Delta_store_get_the_same_endpoint_rights_and_region()
    {
        StorageProfile place = StorageProfile.Of(S3(("access_key_id", "id"), ("secret_access_key", "it's"), ("region", "eu-1"), ("endpoint", "http://Store:9000"), ("virtual_hosted_style_request", "false")), Base);
        Assert.Equal(
            "CREATE OR REPLACE SECRET \"lake\" (TYPE s3, SCOPE 's3://bucket/t', ENDPOINT 'Store:9000', KEY_ID 'id', REGION 'eu-1', SECRET 'it''s', URL_STYLE 'path', USE_SSL false)",
            place.ToEngineSecret("lake"));
        Assert.Equal(
            ["aws_access_key_id=id", "aws_endpoint=http://Store:9000", "aws_region=eu-1", "aws_secret_access_key=it's", "aws_virtual_hosted_style_request=false"],
            place.ToDeltaOptions().Select(option => $"{option.Key}={option.Value}").Order(StringComparer.Ordinal));
        Assert.Contains("SECRET \"a\"\"b\" (", place.ToEngineSecret("a\"b"), StringComparison.Ordinal);
        Assert.Null(StorageProfile.Of(new StorageEntry("/lake"), Base).ToEngineSecret("lake"));
    }

    [Fact]
    public void The_log_has_the_options_of_the_data_but_for_its_own()
    {
        StorageEntry entry = S3(("region", "eu-1"), ("access_key_id", "id")) with { LogStorageOptions = Options(("aws_region", "eu-2")) };
        StorageProfile place = StorageProfile.Of(entry, Base);
        Assert.Equal(("eu-1", "eu-2", "id"), (place.StorageOptions["aws_region"], place.LogStorageOptions["aws_region"], place.LogStorageOptions["aws_access_key_id"]));
    }

    [Fact]
    [Trait("Requirement", "R103")]
    [Trait("Requirement", "R106")]
    public void A_table_in_S3_is_changed_only_with_a_lock()
    {
        DeltaMutationPolicy policy = new();
        WeirException error = Assert.Throws<WeirException>(() => StorageProfile.Of(S3(), Base).RequireMutable(policy));
        Assert.Equal("WEIR8088", error.Code);
        StorageProfile.Of(S3(), Base).RequireMutable(policy with { RequireLockingProvider = false });
        foreach (string name in (string[])["AWS_S3_LOCKING_PROVIDER", "s3_locking_provider", "locking_provider"])
            StorageProfile.Of(S3((name, "dynamodb")), Base).RequireMutable(policy);
        StorageProfile.Of(new StorageEntry("/lake"), Base).RequireMutable(policy);
        StorageProfile.Of(new StorageEntry("gs://bucket"), Base).RequireMutable(policy);
    }

    [Fact]
    [Trait("Requirement", "R102")]
    [Trait("Requirement", "R104")]
    public void Options_of_stores_and_secrets_of_engines_are_made_in_one_place()
    {
        IEnumerable<string> elsewhere = House.House.Read("src").Files
            .Where(file => file.Text.Contains("CREATE OR REPLACE SECRET", StringComparison.Ordinal) || file.Text.Contains("\"aws_", StringComparison.Ordinal))
            .Select(file => file.Path);
        Assert.Equal(["src/Weir/Profiles/StorageOption.cs", "src/Weir/Profiles/StorageProfile.cs"], elsewhere.Order(StringComparer.Ordinal));
    }

    private static StorageEntry S3(params (string Name, string Value)[] options) => new("s3a://Bucket/t") { StorageOptions = Options(options) };

    private static Dictionary<string, string> Options(params (string Name, string Value)[] options) => options.ToDictionary(option => option.Name, option => option.Value);

    private static void Refused(StorageEntry entry, string reason)
    {
        WeirException error = Assert.Throws<WeirException>(() => StorageProfile.Of(entry, Base));
        Assert.Equal("WEIR8088", error.Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
