using System.Globalization;
using AdminUi.Api;
using AdminUi.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using UserApi.Contracts.Responses;
using UserApi.Contracts.Users;

namespace AdminUi.Pages.Users;

/// <summary>The accounts: searched, filtered, paged. All of it stands in the address.</summary>
internal sealed class IndexModel(UserApiClient api) : PageModel
{
    private const int PageSize = 25;
    private const int DeepestRow = 10_000; // where the API stops counting pages

    public static readonly IReadOnlyList<string> Statuses = ["active", "suspended", "pending_deletion"];

    [FromQuery(Name = "q")] public string? Search { get; set; }

    [FromQuery(Name = "status")] public string? Status { get; set; }

    [FromQuery(Name = "page")] public string? RequestedPage { get; set; }

    public int PageNumber { get; private set; } = 1;

    public IReadOnlyList<UserSummary> People { get; private set; } = [];

    public PageMeta? Meta { get; private set; }

    public int Pages => (int)Math.Min(Meta?.TotalPages ?? 1, DeepestRow / PageSize);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Status is not null && !Statuses.Contains(Status)) Status = null;
        if (int.TryParse(RequestedPage, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            PageNumber = Math.Clamp(number, 1, DeepestRow / PageSize);
        switch (await api.ListUsersAsync(new UserFilter(Search, Status, PageNumber, PageSize), cancellationToken))
        {
            case ApiAnswer<IReadOnlyList<UserSummary>>.Found(var people, var meta):
                (People, Meta) = (people, meta);
                return Page();
            case var refused:
                return this.Answer(((ApiAnswer<IReadOnlyList<UserSummary>>.Refused)refused).Reason);
        }
    }

    /// <summary>The few people who fit best, for the command palette.</summary>
    public async Task<IActionResult> OnGetFindAsync(CancellationToken cancellationToken)
    {
        var found = await api.ListUsersAsync(new UserFilter(Search, Status: null, Page: 1, Limit: 8), cancellationToken);
        return found.TryGet(out var people, out _)
            ? new JsonResult(people.Select(person => new { person.Name, person.Username, person.Email, Href = $"/users/{person.Id}" }))
            : new JsonResult(Array.Empty<object>());
    }

    public string TotalText(IStringLocalizer<PageText> text) => Meta switch
    {
        null => "",
        { TotalCapped: true } meta => text["Users.TotalAtLeast", meta.Total],
        { Total: 1 } => text["Users.TotalOne"],
        var meta => text["Users.Total", meta.Total],
    };
}
