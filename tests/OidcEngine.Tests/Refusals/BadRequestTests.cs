using OidcEngine.Tests.Host;

namespace OidcEngine.Tests.Refusals;

/// <summary>Each of <see cref="BadRequests"/> is said to break the rule that it breaks, and nothing secret is said.</summary>
public sealed class BadRequestTests
{
    public static TheoryData<string> Names => [.. BadRequests.All.Select(request => request.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task The_right_rule_and_clause_are_named(string name)
    {
        await using var host = await EngineHost.StartAsync();
        var bad = BadRequests.All.Single(request => request.Name == name);

        await bad.SendAsync(host);

        var refusal = Assert.Single(host.Refusals.Taken);
        var reason = refusal.Error.Reason;
        Assert.Equal((bad.Rule, bad.Clause), (reason?.Rule, reason?.Clause));
        Assert.Equal($"/connect/{bad.Endpoint}", refusal.Endpoint);
        Assert.EndsWith(".", reason!.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain(TestClients.Secret, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_many_and_each_has_a_name_of_its_own()
    {
        Assert.True(BadRequests.All.Count >= 60);
        Assert.Equal(BadRequests.All.Count, BadRequests.All.Select(request => request.Name).Distinct().Count());
    }

    [Fact]
    public async Task Expected_and_received_stand_side_by_side()
    {
        await using var host = await EngineHost.StartAsync();
        using var answer = await host.GetAsync(AuthorizeRequest.Of(TestClients.ThirdParty).With("redirect_uri", "https://third.example/Cb").Url);

        var reason = Assert.Single(host.Refusals.Taken).Error.Reason!;
        Assert.Equal("https://third.example/cb https://third.example/cb?kept=yes", reason.Expected);
        Assert.Equal("https://third.example/Cb", reason.Received);
        Assert.Contains("redirect_uris of the client third", reason.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_waited_is_shown_as_it_came()
    {
        await using var host = await EngineHost.StartAsync();
        using var started = await host.GetAsync(AuthorizeRequest.Of(TestClients.Spa).Url);
        host.Clients.Change("spa", client => client with { RedirectUris = ["https://moved.example/callback"] });

        using var resumed = await host.GetAsync(started.ReturnUrl("/sign-in"), host.SignIn());

        var refusal = Assert.Single(host.Refusals.Taken);
        Assert.Equal(("spa", "redirect-uri"), (refusal.ClientId, refusal.Error.Reason?.Rule));
        Assert.Contains(refusal.Parameters, parameter => parameter is { Name: "redirect_uri", Value: "https://spa.example/callback" });
        Assert.DoesNotContain(refusal.Parameters, parameter => parameter.Name == "transaction");
    }

    [Fact]
    public async Task An_error_that_goes_to_the_client_is_recorded_and_has_no_code_in_it()
    {
        await using var host = await EngineHost.StartAsync();
        using var answer = await host.GetAsync(AuthorizeRequest.Of(TestClients.Spa).With("max_age", "soon").Url);

        var refusal = Assert.Single(host.Refusals.Taken);
        Assert.Equal(["error", "error_description", "iss", "state"], answer.Parameters().Keys.Order());
        Assert.DoesNotContain(refusal.SupportCode, answer.Location(), StringComparison.Ordinal);
    }
}
