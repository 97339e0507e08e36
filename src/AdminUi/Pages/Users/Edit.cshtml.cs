using AdminUi.Access;
using AdminUi.Api;
using AdminUi.Notices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using UserApi.Contracts.Profile;

namespace AdminUi.Pages.Users;

/// <summary>The form of one account. Who saves sees first what others changed meanwhile, and then decides.</summary>
[RequirePermission(Permission.UsersWrite)]
internal sealed class EditModel(UserApiClient api) : PageModel
{
    [BindProperty] public AccountInput Input { get; set; } = new();

    /// <summary>The state that the form was filled from.</summary>
    [BindProperty] public string? Version { get; set; }

    public UserProfileResource Person { get; private set; } = null!;

    /// <summary>What is stored and what was typed, where somebody else was faster; else empty.</summary>
    public IReadOnlyList<(string Label, string? Theirs, string? Yours)> Differences { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (await ReadAsync(id, cancellationToken) is { } refusal) return this.Answer(refusal);
        Input = AccountInput.Of(Person);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        var readFrom = Version;
        if (await ReadAsync(id, cancellationToken) is { } refusal) return this.Answer(refusal);
        var saved = await api.ChangeUserAsync(Person.Id.ToString(), Input.ToChanges(), readFrom, cancellationToken);
        if (saved.TryGet(out var changed, out refusal)) return this.Done($"/users/{Person.Id}", "Edit.Done", changed.Name);
        if (refusal.IsStale) return ShowBoth();
        Version = readFrom;
        return this.AnswerForm(refusal, Input);
    }

    private PageResult ShowBoth()
    {
        Differences = Input.DifferencesFrom(AccountInput.Of(Person));
        Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        return Page();
    }

    private async Task<ApiRefusal?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var found = await api.GetUserAsync(id, cancellationToken);
        if (found is not ApiAnswer<UserProfileResource>.Found(var person, _) answer) return ((ApiAnswer<UserProfileResource>.Refused)found).Reason;
        (Person, Version) = (person, answer.Version);
        return null;
    }
}
