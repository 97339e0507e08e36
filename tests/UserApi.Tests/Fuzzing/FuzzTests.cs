using TestKit.Fuzzing;
using TestKit.Product;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Fuzzing;

/// <summary>Thousands of requests to every route of the API, by nobody, by a person and by an administrator. None is answered by an error of ours,
/// comes back as markup or a header, or leads elsewhere.</summary>
public sealed class FuzzTests
{
    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["q"] = "ali",
        ["status"] = "active",
        ["role"] = "admin",
        ["created_from"] = "2026-01-01T00:00:00Z",
        ["created_to"] = "2026-12-31",
        ["sort"] = "-created_at",
        ["page"] = "1",
        ["limit"] = "10",
        ["cursor"] = "AQIDBA",
        ["from"] = "2026-01-01",
        ["to"] = "2026-12-31",
        ["action"] = "user.registered",
        ["actor"] = "019a0b60-11aa-7c02-9d10-5b1f0b0b7e11",
        ["size"] = "64",
        ["format"] = "csv",
        ["dry_run"] = "true",
        ["on_conflict"] = "skip",
        ["client_id"] = "spa",
        ["user_id"] = "019a0b60-11aa-7c02-9d10-5b1f0b0b7e11",
    };

    private static readonly string[] Bodies =
    [
        """{"username":"fuzzed-person","email":"fuzz@example.com","password":"Pass123$Pass"}""",
        """{"given_name":"Al","family_name":"Ice","phone_number":"+4930123456","address":{"country":"Germany"},"birthdate":"1990-04-12"}""",
        """{"push":{"account":false},"email":{"security":true}}""",
        """{"platform":"fcm","token":"a-token-of-a-fuzz-run","device_name":"phone"}""",
        """{"name":"fuzzed","permissions":["users.read"],"description":"x"}""",
        """{"role":"support"}""",
        """{"theme":"dark","n":[1,2,{"a":null}]}""",
        "{}",
    ];

    [Fact]
    public Task No_request_without_a_token_breaks_anything() => FuzzAsync(_ => Task.FromResult<string[]>([]));

    [Fact]
    public Task No_request_of_a_person_breaks_anything() =>
        FuzzAsync(async host => [$"Bearer {(await host.NewPersonAsync()).Token("profile.api")}"]);

    [Fact]
    public Task No_request_of_an_administrator_breaks_anything() =>
        FuzzAsync(async host => [$"Bearer {(await host.NewPersonAsync("admin")).Token("profile.api admin.api")}"]);

    private static async Task FuzzAsync(Func<ApiHost, Task<string[]>> credentials)
    {
        var host = await ApiHost.StartAsync(null, ("RateLimits:Enabled", "false"), ("Logging:LogLevel:Default", "Error"));
        try
        {
            await Readiness.WaitAsync(host.Http);
            var routes = FuzzedRoute.AllOf(host.Services);
            Assert.True(routes.Count > 30, "These are not all routes.");
            using var http = FuzzRun.NewClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
            var answered = 0;
            foreach (var route in routes)
            {
                var vocabulary = new FuzzVocabulary
                {
                    Parameters = Parameters,
                    JsonBodies = Bodies,
                    Segments = ["alice", "support", "019a0b60-11aa-7c02-9d10-5b1f0b0b7e11", "7K3M-9QXD"],
                    Credentials = await credentials(host),
                };
                var run = new FuzzRun(host.Http.BaseAddress!, new FuzzedRequests(vocabulary), []);
                await run.SendAsync(route, 15, http);
                Assert.True(run.Findings.Count == 0, string.Join("\n", run.Findings));
                answered += run.Statuses.Where(status => status.Key < 400).Sum(status => status.Value);
            }
            Assert.True(answered > 10, "Too few requests were right enough to be answered.");
        }
        finally
        {
            await host.StopAsync();
        }
    }
}
