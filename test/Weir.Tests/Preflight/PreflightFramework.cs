using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Weir.Tests.Preflight.PreflightFramework", "Weir.Tests")]

namespace Weir.Tests.Preflight;

/// <summary>Looks, before the first test, whether what every test takes for granted is there; else no test runs.</summary>
public sealed class PreflightFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, sources, diagnostics)
    {
        protected override void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            // What runtimes of tests keep between processes stays out of the home of whoever runs them.
            Environment.SetEnvironmentVariable("WEIR_STATE_PATH", Path.Combine(AppContext.BaseDirectory, "state"));
            BundledPlugins.Require(AppContext.BaseDirectory);
            base.RunTestCases(testCases, executionMessageSink, executionOptions);
        }
    }
}
