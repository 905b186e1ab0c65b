using System.Security.Cryptography;
using System.Text;
using Weir.Tests.House;

namespace Weir.Tests.Plugins;

/// <summary>
/// Libraries and programs in C that tests build when they need them, once for the same sources and options, into
/// the folder of the test output. A machine without gcc fails these tests.
/// </summary>
internal static class CompiledPlugin
{
    private const string Header = "include/weir_plugin.h";

    private static readonly Lazy<string> SamplePath = new(() => Library("sample", Sources("test/fixtures/c-plugin")));

    private static readonly Lazy<string> FrozenPath = new(() =>
        Library("sample", Sources("test/fixtures/frozen-1.0"), "-I" + Path.Combine(Repository.Folder, "test/fixtures/frozen-1.0")));

    /// <summary>The option that finds the sample's arrow_build.h, for other fixtures in C.</summary>
    public static string ArrowBuild => "-I" + Path.Combine(Repository.Folder, "test/fixtures/c-plugin");

    /// <summary>The plugin "sample" in C, as a file.</summary>
    public static string Sample => SamplePath.Value;

    /// <summary>The plugin "sample" as it stood when ABI 1.0 was frozen, with the header of that day.</summary>
    public static string Frozen => FrozenPath.Value;

    /// <summary>The C sources and headers of a folder of the repository.</summary>
    public static string[] Sources(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Folder, folder), "*.*")
            .Where(file => Path.GetExtension(file) is ".c" or ".cc" or ".h")
            .Select(file => Path.GetRelativePath(Repository.Folder, file)).Order(StringComparer.Ordinal)];

    /// <summary>Builds a shared library.</summary>
    /// <param name="name">Its name without <c>lib</c> and suffix.</param>
    /// <param name="files">Sources and headers, relative to the repository.</param>
    /// <param name="options">Further options, for example <c>-DFAULT=3</c>.</param>
    /// <returns>The file.</returns>
    public static string Library(string name, IReadOnlyList<string> files, params string[] options) =>
        Build($"lib{name}.so", files, ["-shared", "-fPIC", "-fvisibility=hidden", .. options]);

    /// <summary>Builds a program.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="files">Sources and headers, relative to the repository.</param>
    /// <param name="options">Further options.</param>
    /// <returns>The file.</returns>
    public static string Program(string name, IReadOnlyList<string> files, params string[] options) => Build(name, files, options);

    private static string Build(string name, IReadOnlyList<string> files, string[] options)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "native-fixtures", Hash(files, options));
        string built = Path.Combine(folder, name);
        if (File.Exists(built))
            return built;
        Directory.CreateDirectory(folder);
        string unfinished = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
        bool isMixed = files.Any(file => file.EndsWith(".cc", StringComparison.Ordinal));
        string[] arguments =
        [
            .. isMixed ? Array.Empty<string>() : ["-std=c11"], "-D_GNU_SOURCE", "-O2", "-Wall", "-Wextra", "-Werror", .. options,
            "-I", Path.Combine(Repository.Folder, "include"), "-o", unfinished,
            .. files.Where(file => !file.EndsWith(".h", StringComparison.Ordinal)).SelectMany(
                file => (string[])["-x", file.EndsWith(".cc", StringComparison.Ordinal) ? "c++" : "c", Path.Combine(Repository.Folder, file)]),
        ];
        ProcessResult result = ChildProcess.RunAsync(isMixed ? "g++" : "gcc", arguments, folder).GetAwaiter().GetResult();
        Assert.True(result.ExitCode == 0, $"{name} does not compile: {result.Errors}");
        // Whoever comes second puts the same bytes there.
        File.Move(unfinished, built, overwrite: true);
        return built;
    }

    private static string Hash(IReadOnlyList<string> files, string[] options)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files.Append(Header))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file + '\0'));
            hash.AppendData(File.ReadAllBytes(Path.Combine(Repository.Folder, file)));
        }
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\0', options)));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
