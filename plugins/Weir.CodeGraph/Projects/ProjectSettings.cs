using Microsoft.CodeAnalysis.CSharp;

namespace Weir.CodeGraph.Projects;

/// <summary>What decides how files are compiled. Immutable.</summary>
/// <param name="AssemblyName">Name of the assembly.</param>
/// <param name="Framework">The target framework's short name, <c>net10.0</c>.</param>
/// <param name="Language">The version of C#.</param>
/// <param name="Defines">Constants of the preprocessor.</param>
/// <param name="IsProgram">Whether there is an entry point.</param>
/// <param name="IsNullable">Whether reference types say if they may be null.</param>
/// <param name="GeneratedSource">What the build would write: global usings and friends of the assembly.</param>
/// <param name="Libraries">Full paths of the assemblies it is compiled against, in ordinal order.</param>
internal sealed record ProjectSettings(
    string AssemblyName, string Framework, LanguageVersion Language, IReadOnlyList<string> Defines, bool IsProgram, bool IsNullable,
    string GeneratedSource, IReadOnlyList<string> Libraries);
